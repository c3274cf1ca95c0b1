// How a document looks in the report: a sheet of paper, in daylight and at night; and the transcript beside it.
export const SHEET_STYLE = `
.transcript { font-size: .9rem; }
del { color: var(--bad); text-decoration-thickness: 1px; }
ins { color: var(--good); text-decoration: none; }
#session .events { margin-bottom: 14px; }
#session .events li { grid-template-columns: 84px minmax(0, 1fr); }
.sheet { max-width: 760px; margin: 0 auto; padding: clamp(20px, 7vw, 64px) clamp(16px, 7vw, 68px); background: #fff; color: #1d2530; border: 1px solid var(--line); box-shadow: 0 2px 14px rgb(0 0 0 / .12); font: 14.5px/1.45 Carlito, Calibri, "Segoe UI", "Liberation Sans", sans-serif; }
.sheet h3 { margin: 0 0 14px; font-size: 27px; line-height: 1.2; color: #1f3a5f; }
.sheet h4 { margin: 24px 0 8px; font-size: 18px; color: #1f3a5f; }
.sheet h5 { margin: 16px 0 6px; font-size: 14.5px; color: #1f3a5f; }
.sheet p { margin: 0 0 8px; }
.sheet .speaker { margin: 8px 0 1px; font-size: 12px; font-weight: 650; color: #5f6b7a; }
.sheet .quote { padding-left: 24px; font-style: italic; color: #5f6b7a; }
.sheet .caption { font-size: 12px; font-style: italic; color: #5f6b7a; margin-bottom: 14px; }
.sheet .gap { font-size: 13px; color: #9a3412; }
.sheet .pending { font-size: 13px; color: #92600a; }
.sheet img { display: block; max-width: 100%; height: auto; }
.sheet table { margin: 6px 0 12px; font-size: 13.5px; }
.sheet td, .sheet th { padding: 4px 8px; border: 1px solid #c5ceda; color: inherit; background: none; }
.sheet tbody tr:first-child td { border-top: 1px solid #c5ceda; }
.sheet td p, .sheet th p { margin: 0; }
.sheet thead th { background: #1f3a5f; color: #fff; font-size: 13.5px; }
.printed { display: block; width: 100%; max-width: 760px; height: auto; margin: 0 auto; border: 1px solid var(--line); box-shadow: 0 2px 14px rgb(0 0 0 / .12); }
.sheet + .muted { max-width: 760px; margin: 14px auto 0; }
@media print { .sheet, .printed { box-shadow: none; } }
`
