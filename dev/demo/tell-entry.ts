// One entry of a campaign's trail as a line for people; details that an entry only counts are read from the campaign.
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import type { CampaignPayload } from '#contracts/campaign-payload.ts'
import { CAMPAIGN_STAGES, type CampaignStage } from '#domain/campaign/campaign-state.ts'
import type { Narrator } from './narrator.ts'
import { seconds } from './narrator.ts'

/**
 * @param fresh reads the campaign, for entries whose results are worth showing
 * @param channels of the actions, by id: filled from the entries that propose them
 */
export async function tellEntry(
  say: Narrator,
  entry: AuditEntryShape,
  fresh: () => Promise<CampaignPayload>,
  channels: Map<string, string>,
): Promise<void> {
  const { action, details } = entry
  const stage = String(details.stage ?? '')
  switch (action) {
    case 'campaign.created':
      say.event('created', `by ${entry.actor.sub}, for ${list(details.channels)}`)
      return
    case 'campaign.started':
      say.event('started', `by ${entry.actor.sub}`)
      return
    case 'stage.completed':
      say.event(stage, `done${costs(details)}`, 'green')
      if (isStage(stage)) tellResult(say, stage, details, await fresh())
      return
    case 'stage.waiting':
      say.event(
        stage,
        `${money(details.reserved_minor, details.currency)} reserved${costs(details)}; waits for people, no worker is held`,
        'yellow',
      )
      return
    case 'stage.retrying':
      say.event(
        stage,
        `attempt ${details.attempt} failed: ${details.reason}, again in ${details.retry_in_ms} ms`,
        'red',
      )
      return
    case 'action.proposed':
      channels.set(String(details.action_id), String(details.channel))
      return
    case 'action.ended':
      if (details.how === 'probe')
        say.event('answer lost', 'the connection broke after the post was sent; nobody sent it again', 'red')
      say.event(
        details.how === 'probe' ? 'found' : details.outcome === 'completed' ? 'published' : String(details.outcome),
        `${channels.get(String(details.action_id)) ?? ''} ${details.permalink ?? ''}`.trim(),
        details.outcome === 'completed' ? 'green' : 'red',
      )
      return
    case 'campaign.completed':
      say.event('completed', 'all stages are done', 'green')
      return
    case 'campaign.failed':
      say.event('failed', `${details.reason} at ${details.stage}: ${details.detail}`, 'red')
      return
    default:
      return
  }
}

function tellResult(
  say: Narrator,
  stage: CampaignStage,
  details: AuditEntryShape['details'],
  campaign: CampaignPayload,
): void {
  switch (stage) {
    case 'RADAR_SCAN':
      say.detail(`${details.signals} signals; trends: ${list(details.trends) || 'none'}`)
      return
    case 'STRATEGY_GEN':
      tellDebate(say, campaign)
      return
    case 'CONTENT_PROD':
      for (const { channel, media } of campaign.content)
        say.detail(`${channel}: a text and ${media.map(({ width, height }) => `${width}×${height}`).join(', ')}`)
      return
    case 'QUALITY_AUDIT':
      tellReport(say, campaign)
      return
    case 'PUBLISH':
      return
    case 'LEARN':
      for (const { subject, finding } of campaign.learnings.slice(0, 3)) say.detail(`${subject}: ${finding}`)
      return
    default:
      stage satisfies never
  }
}

function tellDebate(say: Narrator, { strategy_brief }: CampaignPayload): void {
  if (strategy_brief === null) return
  const { positions, verdict } = strategy_brief.debate
  for (const { role, stance, objections } of positions) {
    say.detail(`${role}: ${stance}`)
    for (const objection of objections) say.detail(`     objects: ${objection}`)
  }
  say.detail(`Verdict: ${verdict.decision}`)
  say.detail(
    verdict.overruled.length === 0
      ? 'Nobody was overruled.'
      : `Overruled: ${verdict.overruled.join(', ')}. ${verdict.reason}`,
  )
}

function tellReport(say: Narrator, { quality_report }: CampaignPayload): void {
  if (quality_report === null) return
  const failed = quality_report.checks.filter(check => !check.passed)
  say.detail(
    `${quality_report.verdict}, score ${quality_report.score}: ${quality_report.checks.length - failed.length} of ${quality_report.checks.length} checks passed`,
  )
  for (const { severity, name, message } of failed) say.detail(`${severity} ${name}: ${message}`)
}

function costs(details: AuditEntryShape['details']): string {
  const { took_ms: tookMs, attempt } = details
  if (typeof tookMs !== 'number') return ''
  return ` in ${seconds(tookMs)} s${typeof attempt === 'number' && attempt > 1 ? `, at attempt ${attempt}` : ''}`
}

export function money(minor: unknown, currency: unknown): string {
  if (typeof minor !== 'number' || typeof currency !== 'string') return 'nothing'
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(minor / 100)
}

function list(values: unknown): string {
  return Array.isArray(values) ? values.join(', ') : ''
}

function isStage(name: string): name is CampaignStage {
  return (CAMPAIGN_STAGES as readonly string[]).includes(name)
}
