// What follows from how a campaign did.
import { html } from 'hono/html'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import type { Learning } from '#contracts/learning.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { table } from '../../../parts/table.ts'
import { panel } from './panel.ts'

export function learningsPanel({ learnings }: CampaignPayload): Markup {
  if (learnings.length === 0) return nothing
  return panel('learnings', 'Learnings', table('Learnings', COLUMNS, learnings, 'Nothing was learned.'))
}

const COLUMNS = [
  { title: 'About', heads: true, cell: ({ subject }: Learning) => subject },
  { title: 'Finding', cell: ({ finding }: Learning) => finding },
  { title: 'Evidence', cell: ({ evidence }: Learning) => evidence },
  {
    title: 'Confidence',
    number: true,
    cell: ({ confidence }: Learning) => {
      const percent = Math.round(confidence * 100)
      return html`<meter min="0" max="100" value="${percent}" aria-label="Confidence">${percent} %</meter> ${percent} %`
    },
  },
]
