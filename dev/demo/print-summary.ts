// The end of the demo on one screen: what was done, by whom, and where it lies.
import type { DemoRecord } from './demo-record.ts'
import { type Narrator, seconds, shown } from './narrator.ts'
import { stageTimes } from './stage-times.ts'

export function printSummary(say: Narrator, record: DemoRecord, reportPath: string): void {
  const { campaign, trail, verification, published, kill, images, actions } = record
  const row = (name: string, text: string) => say.plain(`  ${name.padEnd(14)} ${text}`)
  say.heading('Summary')
  row('campaign', `${campaign.campaign_id}: ${campaign.status}`)
  for (const { stage, tookMs, waitedMs, attempts } of stageTimes(trail)) {
    const waited = waitedMs > 0 ? `, of it ${seconds(waitedMs)} s waiting for people and the platform` : ''
    row(stage, `${seconds(tookMs)} s${waited}${attempts > 1 ? `, ${attempts} attempts` : ''}`)
  }
  const strategy = campaign.strategy_brief
  if (strategy !== null) {
    row('strategy', strategy.debate.verdict.decision)
    row('', `engine ${strategy.engine}, overruled: ${strategy.debate.verdict.overruled.join(', ') || 'nobody'}`)
  }
  for (const { channel, status, permalink } of campaign.publications)
    row('post', `${channel} ${status} ${permalink ?? ''}`)
  row(
    'approved by',
    `${[...new Set(actions.flatMap(action => action.approvals.map(({ sub }) => sub)))].join(', ')}, by digest; proposed by ${[...new Set(actions.map(action => action.proposed_by.sub))].join(', ')}`,
  )
  row(
    'platform',
    `${published.length} posts accepted for ${actions.length + 1} actions, the one of the killed worker included`,
  )
  row('killed worker', `its campaign ${kill.campaign.status}, ${kill.posts.length} post`)
  row('trail', `verified: ${verification.checked} + ${kill.verification.checked} entries, hash by hash`)
  for (const { path } of images) row('image', shown(path))
  row('report', shown(reportPath))
}
