// The report of a demo run: one HTML file that needs nothing else, in which every text of others is escaped.
import { html, raw } from 'hono/html'
import type { DemoRecord } from '../demo-record.ts'
import { approvalSection } from './approval-section.ts'
import { contentSection } from './content-section.ts'
import { debateSection } from './debate-section.ts'
import { documentSection } from './document-section.ts'
import { killSection } from './kill-section.ts'
import { learningSection } from './learning-section.ts'
import { qualitySection } from './quality-section.ts'
import { reportFooter } from './report-footer.ts'
import { reportHeader } from './report-header.ts'
import { REPORT_STYLE } from './report-style.ts'
import { sessionSection } from './session-section.ts'
import { SHEET_STYLE } from './sheet-style.ts'
import { signalSection } from './signal-section.ts'
import { timelineSection } from './timeline-section.ts'
import { trailSection } from './trail-section.ts'

/** What no script, font or host of somebody else can be loaded under. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

export async function renderReport(record: DemoRecord): Promise<string> {
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${record.campaign.brief.objective}: report of the demo</title>
<style>${raw(REPORT_STYLE + SHEET_STYLE)}</style>
</head>
<body>
${reportHeader(record)}
<main>
${timelineSection(record)}
${signalSection(record)}
${debateSection(record)}
${contentSection(record)}
${qualitySection(record)}
${approvalSection(record)}
${learningSection(record)}
${killSection(record)}
${trailSection(record)}
${sessionSection(record)}
${documentSection(record)}
</main>
${reportFooter(record)}
</body>
</html>
`
  return String(page)
}
