// The looks of the report: light, dark, narrow and on paper. No font and no picture from elsewhere.

export const REPORT_STYLE = `
:root {
  --paper: #f6f5f1; --card: #ffffff; --ink: #1c2321; --muted: #66706c; --line: #e0ded6; --soft: #efeee8;
  --brand: #14513b; --accent: #1f7a58; --good: #1c7a4f; --good-bg: #dff3e7; --bad: #a93226; --bad-bg: #fbe4e0;
  --warn: #8a5a00; --warn-bg: #fdf0d2; --bar: #2a8a64; --shadow: 0 1px 2px rgb(20 30 25 / .06), 0 6px 18px rgb(20 30 25 / .05);
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #111513; --card: #191f1c; --ink: #e7ebe8; --muted: #98a39d; --line: #2b3430; --soft: #212925;
    --brand: #0e3a2a; --accent: #6fd0a5; --good: #7fdcae; --good-bg: #173b2a; --bad: #ff9d8f; --bad-bg: #45201b;
    --warn: #f3c969; --warn-bg: #3d2f10; --bar: #4cb98a; --shadow: none;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
.inner, main { max-width: 1120px; margin: 0 auto; padding: 0 28px; }
h1, h2, h3, p, dl, dd, ul, ol { margin: 0; }
ul, ol { padding: 0; list-style: none; }
body { overflow-wrap: anywhere; }
td, th { overflow-wrap: break-word; }
td.words { min-width: 210px; overflow-wrap: anywhere; }
td.words.narrow { min-width: 120px; }
code { font: .86em ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
small, .small { font-size: .86rem; }
.muted { color: var(--muted); }
.nowrap { white-space: nowrap; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.source { display: block; color: var(--muted); font-size: .87em; }
.source.wrap { overflow-wrap: anywhere; }

body > header { background: linear-gradient(135deg, #0f3d2c, #1a6247); color: #f2f7f4; padding: 44px 0 34px; }
.kicker { font-size: .8rem; letter-spacing: .09em; text-transform: uppercase; opacity: .78; }
h1 { font-size: clamp(1.7rem, 4.2vw, 2.7rem); line-height: 1.15; letter-spacing: -.02em; margin: 8px 0 14px; text-wrap: balance; }
.also { margin-top: 22px; font-size: .9rem; opacity: .86; }
.also a { color: inherit; }
.verdict .badge { background: rgb(255 255 255 / .16); color: #fff; font-size: .85rem; padding: 3px 12px; }
.verdict .badge.good { background: var(--good-bg); color: var(--good); }
.verdict .badge.bad { background: #c0392b; color: #fff; }
.figures { display: flex; flex-wrap: wrap; gap: 14px 40px; margin: 26px 0 24px; }
.figures div { display: flex; flex-direction: column-reverse; }
.figures dd { font-size: 1.75rem; font-weight: 650; line-height: 1.2; letter-spacing: -.01em; }
.figures dt { font-size: .85rem; opacity: .8; }
.brief { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(250px, 100%), 1fr)); gap: 12px 32px; border-top: 1px solid rgb(255 255 255 / .2); padding-top: 20px; }
.brief dt { font-size: .78rem; opacity: .72; }

main { padding-top: 14px; padding-bottom: 40px; }
section { padding: 30px 0 6px; }
h2 { font-size: 1.35rem; letter-spacing: -.01em; line-height: 1.3; }
h3 { font-size: 1rem; margin: 22px 0 8px; }
.lead { color: var(--muted); margin: 3px 0 16px; max-width: 92ch; text-wrap: pretty; }
.badge { display: inline-block; border-radius: 99px; padding: 1px 9px; font-size: .78rem; font-weight: 600; line-height: 1.6; max-width: 100%; background: var(--soft); color: var(--muted); }
.badge.good { background: var(--good-bg); color: var(--good); }
.badge.bad { background: var(--bad-bg); color: var(--bad); }
.badge.warn { background: var(--warn-bg); color: var(--warn); }
code[title] { white-space: nowrap; }
td .badge + .badge { margin-left: 4px; }

.timeline, .scroll, .ruling, .position, .post, .trends li, .score, .checks, .refusals, .events, .hooks { background: var(--card); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th { text-align: left; font-weight: 600; font-size: .8rem; color: var(--muted); padding: 10px 14px 8px; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { padding: 9px 14px; vertical-align: top; border-top: 1px solid var(--line); }
tbody tr:first-child td { border-top: 0; }
tr:target td { background: var(--warn-bg); }

.timeline { padding: 18px 20px 12px; }
.stage { display: grid; grid-template-columns: 150px minmax(120px, 1fr) 250px; gap: 16px; align-items: center; padding: 5px 0; }
.stage .name { font-weight: 600; font-size: .88rem; line-height: 1.35; }
.took { display: block; font-weight: 400; color: var(--muted); font-variant-numeric: tabular-nums; }
.track { position: relative; height: 22px; background: var(--soft); border-radius: 6px; }
.bar { position: absolute; top: 0; bottom: 0; background: var(--bar); border-radius: 6px; overflow: hidden; }
.bar i { position: absolute; right: 0; top: 0; bottom: 0; background: repeating-linear-gradient(45deg, transparent 0 4px, var(--card) 4px 7px); opacity: .72; }
.found { font-size: .9rem; color: var(--muted); }
.axis { padding-bottom: 0; }
.axis .track { background: none; height: 18px; border-top: 1px solid var(--line); border-radius: 0; }
.axis span { position: absolute; top: 2px; transform: translateX(-50%); font-size: .76rem; color: var(--muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
.axis span:first-child { transform: none; }
.axis span:last-child { transform: translateX(-100%); }

.trends { display: flex; flex-wrap: wrap; gap: 10px; margin-bottom: 14px; }
.trends li { display: flex; gap: 12px; align-items: baseline; padding: 8px 14px; }
.trends span:not(.rise) { color: var(--muted); font-size: .9rem; }
.trends .rise { color: var(--accent); font-weight: 650; white-space: nowrap; }
.meter { display: inline-block; width: 64px; height: 7px; border-radius: 9px; background: var(--soft); overflow: hidden; vertical-align: middle; }
.meter i { display: block; height: 100%; background: var(--bar); }
.meter.bad i { background: var(--bad); }

.debate { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(290px, 100%), 1fr)); gap: 14px; }
.position { padding: 16px 18px; border-top: 4px solid var(--accent); }
.position.cfo { border-top-color: #c98a1b; }
.position.ceo { border-top-color: #4a6fa5; }
.position h3 { margin: 0 0 6px; display: flex; gap: 8px; align-items: center; }
.stance { font-weight: 600; line-height: 1.4; }
.argument { margin-top: 8px; font-size: .91rem; color: var(--muted); }
.objection { margin-top: 10px; padding: 8px 12px; border-left: 3px solid var(--bad); background: var(--bad-bg); border-radius: 0 8px 8px 0; font-size: .91rem; }
.cites { margin-top: 10px; }
.cite { display: inline-block; padding: 0 6px; border-radius: 5px; background: var(--soft); color: var(--accent); font-size: .8rem; font-weight: 600; text-decoration: none; }
.ruling { margin-top: 14px; padding: 16px 20px; border-left: 5px solid var(--accent); }
.decision { font-weight: 650; font-size: 1.08rem; margin-bottom: 4px; }
.message { font-size: 1.05rem; margin-bottom: 12px; }
.hooks { margin-top: 14px; padding: 10px 18px; columns: 2 320px; column-gap: 32px; }
.hooks li { padding: 4px 0; break-inside: avoid; }
.hooks .badge { margin-right: 6px; }

.posts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(310px, 100%), 1fr)); gap: 16px; align-items: start; }
.post { padding: 16px; }
.post header { display: flex; align-items: center; gap: 10px; }
.post header > span:nth-child(2) { flex: 1; min-width: 0; line-height: 1.3; overflow-wrap: anywhere; }
.avatar { width: 38px; height: 38px; flex: none; border-radius: 50%; display: grid; place-items: center; background: var(--brand); color: #fff; font-weight: 650; }
.post .text { white-space: pre-wrap; margin: 12px 0; }
.media { display: flex; gap: 6px; border-radius: 10px; overflow: hidden; }
.media img { min-width: 0; width: 0; height: auto; display: block; }
.post footer { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 14px; margin-top: 10px; color: var(--muted); font-size: .8rem; }

.score { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 20px; padding: 14px 18px; margin-bottom: 14px; }
.score .meter { flex: 1 1 160px; height: 10px; }
.points { font-size: 1.6rem; font-weight: 650; line-height: 1.2; }
.points small { font-size: .9rem; font-weight: 400; color: var(--muted); }
.checks { padding: 8px 18px; font-size: .9rem; }
.checks.failed { margin-bottom: 14px; }
.checks li { padding: 4px 0; break-inside: avoid; }
.checks.failed li { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; }
.checks.passed { columns: 2 400px; column-gap: 28px; font-size: .86rem; line-height: 1.4; }
.checks.passed li { display: grid; grid-template-columns: 14px 202px minmax(0, 1fr); column-gap: 8px; align-items: baseline; }
.checks.passed code { color: var(--muted); overflow-wrap: anywhere; font-size: .78rem; }
.tick { color: var(--good); font-weight: 700; }
.refusals, .events { padding: 8px 18px; }
.refusals li, .events li { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: 14px; padding: 6px 0; align-items: baseline; }
.events .number { min-width: 66px; text-align: right; color: var(--muted); }
.trail td { padding-top: 7px; padding-bottom: 7px; font-size: .9rem; }
.trail .link code { color: var(--muted); white-space: nowrap; }
.trail + p, .scroll + p { margin-top: 10px; }

footer.page { border-top: 1px solid var(--line); color: var(--muted); font-size: .86rem; padding: 18px 0 34px; }
footer.page .inner { display: flex; flex-wrap: wrap; gap: 4px 24px; }
footer.page span { overflow-wrap: anywhere; }

@media (max-width: 760px) {
  .inner, main { padding: 0 16px; }
  body > header { padding: 30px 0 26px; }
  .stage { grid-template-columns: minmax(0, 1fr); gap: 4px; padding: 8px 0; }
  .stage .name { display: flex; justify-content: space-between; gap: 12px; }
  .axis .name, .axis .found { display: none; }
  .figures { gap: 14px 28px; }
  .figures dd { font-size: 1.4rem; }
  th, td { padding-left: 10px; padding-right: 10px; }
  .refusals li { grid-template-columns: 1fr; gap: 2px; justify-items: start; }
  .checks.passed { columns: 1; }
  .checks.passed li { grid-template-columns: 14px minmax(0, 1fr); }
  .checks.passed li > span:last-child { grid-column: 2; }
}
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #111; --muted: #555; --line: #ccc; --soft: #eee; --accent: #14513b; --good: #14513b; --good-bg: #e4f2ea; --bad: #8e2a20; --bad-bg: #f8e6e3; --warn: #6e4800; --warn-bg: #faf0d8; --bar: #2a8a64; --shadow: none; }
  body { font-size: 10.5pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .position, .post, .ruling, .stage, tr, .score { break-inside: avoid; }
  h2, h3, .lead { break-after: avoid; }
  .scroll { overflow: visible; }
  table { font-size: .84rem; }
  th, td { padding: 5px 8px; }
  td.nowrap, td.nowrap div, td .nowrap { white-space: normal; }
  td.words, td.words.narrow { min-width: 0; }
  .checks.passed { columns: 2; }
  .debate { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .position { font-size: .9rem; padding: 12px 14px; }
  .inner, main { max-width: none; }
}
`
