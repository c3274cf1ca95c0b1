// What may be asked of a campaign as it stands, by this person.
import { type CampaignPayload, canRetry, isTerminal } from '#contracts/campaign-payload.ts'
import { CAMPAIGN_STAGES, type CampaignStage, isEarlierStage } from '#domain/campaign/campaign-state.ts'
import { may, type Person } from '../../../person.ts'

export interface Commands {
  start: boolean
  cancel: boolean
  /** The stages that a retry may start from, the one that failed first; empty: it may not be retried. */
  retryFrom: CampaignStage[]
}

/** The API decides; this only leaves out what it would surely refuse. */
export function commandsOn(payload: CampaignPayload, person: Person): Commands {
  if (!may(person, 'campaigns:write') || payload.tenant_id !== person.tenantId)
    return { start: false, cancel: false, retryFrom: [] }
  return { start: payload.status === 'draft', cancel: !isTerminal(payload), retryFrom: retryStages(payload) }
}

/** Before PUBLISH nothing may be done again once something is, or may be, published. */
function retryStages(payload: CampaignPayload): CampaignStage[] {
  const { failure, publications } = payload
  if (failure === null || !canRetry(payload)) return []
  const out = publications.some(({ status }) => status === 'COMPLETED' || status === 'OUTCOME_UNKNOWN')
  return CAMPAIGN_STAGES.filter(stage => !isEarlierStage(failure.stage, stage))
    .filter(stage => !out || !isEarlierStage(stage, 'PUBLISH'))
    .toReversed()
}
