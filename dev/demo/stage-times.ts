// When each stage of a campaign ran, read from its trail.
import type { AuditEntryShape } from '#contracts/audit-entry.ts'
import { CAMPAIGN_STAGES, type CampaignStage } from '#domain/campaign/campaign-state.ts'

export interface StageTime {
  stage: CampaignStage
  /** Epoch milliseconds. */
  startedAt: number
  tookMs: number
  /** How much of it nobody worked: people and platforms had the word. */
  waitedMs: number
  attempts: number
}

/** Stages that began; one without an end lasts until the last entry. */
export function stageTimes(trail: readonly AuditEntryShape[]): StageTime[] {
  const last = at(trail.at(-1))
  return CAMPAIGN_STAGES.flatMap(stage => {
    const own = trail.filter(entry => entry.details.stage === stage)
    const start = own.find(entry => entry.action === 'stage.started')
    if (start === undefined) return []
    const end = own.findLast(entry => entry.action === 'stage.completed' || entry.action === 'campaign.failed')
    const waiting = own.findLast(entry => entry.action === 'stage.waiting')
    const endedAt = end === undefined ? last : at(end)
    return {
      stage,
      startedAt: at(start),
      tookMs: endedAt - at(start),
      waitedMs: waiting === undefined ? 0 : endedAt - at(waiting),
      attempts: 1 + own.filter(entry => entry.action === 'stage.retrying').length,
    }
  })
}

function at(entry: AuditEntryShape | undefined): number {
  return entry === undefined ? 0 : Date.parse(entry.at)
}
