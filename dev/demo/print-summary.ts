// The end of the demo on one screen: what was done, by whom, and where it lies.
import { chunkWords } from './chunk-words.ts'
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
  printSession(row, record)
  row('report', shown(reportPath))
}

function printSession(row: (name: string, text: string) => void, { session }: DemoRecord): void {
  const { sealed, pending, path, restrictedPath, verification, amendment } = session
  row('session', `${sealed.session_id}: ${sealed.status}, version ${sealed.version}`)
  row('minutes', shown(path))
  row('', `${shown(restrictedPath)}, with what is restricted`)
  row('integrity hash', sealed.integrity_hash)
  row('snapshot', sealed.snapshot_id)
  row('custody', `${sealed.custody.length} locked copies, every one verified`)
  row('missing', sealed.gaps.map(({ from, to }) => chunkWords([from, to])).join(', ') || 'nothing')
  row('pending', pending.length === 0 ? 'nothing' : `${chunkWords(pending)}, named in the minutes with a link`)
  row(
    'corrected',
    `${shown(amendment.path)}: version ${amendment.sealed.version}, snapshot ${amendment.sealed.snapshot_id}`,
  )
  row('trail', `verified: ${verification.checked} entries of the session`)
}
