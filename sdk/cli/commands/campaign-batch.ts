// mandate campaigns batch: many from a file, JSON or CSV.
import type { Context } from '../context.ts'
import { EndedBadly } from '../exit-code.ts'
import { jsonOf } from '../json-of.ts'
import { readInput } from '../read-input.ts'

interface BatchFile {
  start?: boolean
  dryRun?: boolean
  csv?: boolean
}

export async function batchCampaigns({ mandate, out, signal, world }: Context, file: string, options: BatchFile) {
  const { start = false, dryRun = false, csv = file.toLowerCase().endsWith('.csv') } = options
  const text = await readInput(file, world)
  const asked = { start, dryRun, signal }
  const answer = csv
    ? await mandate.campaigns.batchCsv(text, asked)
    : await mandate.campaigns.batch({ campaigns: campaignsOf(text) as never }, asked)
  out.note(`${answer.accepted} ${dryRun ? 'would be ' : ''}accepted, ${answer.refused} refused`)
  out.many(answer.results, [
    csv ? { title: 'LINE', of: one => one.line } : { title: 'INDEX', of: one => one.index },
    { title: 'STATUS', of: one => one.status },
    { title: 'ID', of: one => one.campaign_id },
    { title: 'PROBLEM', of: one => one.problem?.detail },
  ])
  if (answer.refused > 0) throw new EndedBadly(`${answer.refused} of ${answer.results.length} were refused`)
}

function campaignsOf(text: string): unknown {
  const given = jsonOf(text)
  return Array.isArray(given) ? given : (given as { campaigns?: unknown[] }).campaigns
}
