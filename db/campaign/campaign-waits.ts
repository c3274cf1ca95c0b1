// What a campaign waits for: its open steps and its unfinished actions.
import type { CampaignWaits } from '#domain/ports/campaign-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { type StepWait, stepWaitsJson, toStepWaits } from '../step/step-waits.ts'
import { CAMPAIGN_SUMMARY_COLUMNS, type CampaignSummaryRow, campaignSummary } from './campaign-summary-row.ts'

export function campaignWaits(read: Read) {
  return async (reader: Reader, id: string): Promise<CampaignWaits | undefined> => {
    const [row] = await read<WaitsRow>(reader, WAITS, [id])
    if (row === undefined) return undefined
    return {
      view: campaignSummary(row),
      steps: toStepWaits(row.steps),
      actions: (row.actions ?? []).map(({ retryAt, expiresAt, since, ...action }) => ({
        ...action,
        expiresAt: new Date(expiresAt),
        since: new Date(since),
        ...(retryAt === undefined ? {} : { retryAt: new Date(retryAt) }),
      })),
    }
  }
}

type ActionWait = CampaignWaits['actions'][number]
type WaitsRow = CampaignSummaryRow & {
  steps: StepWait[] | null
  actions:
    | (Omit<ActionWait, 'retryAt' | 'expiresAt' | 'since'> & { retryAt?: string; expiresAt: string; since: string })[]
    | null
}

const WAITS = `
SELECT ${CAMPAIGN_SUMMARY_COLUMNS},
  (SELECT ${stepWaitsJson('s')} FROM steps s WHERE s.subject_id = c.id) AS steps,
  (SELECT json_agg(json_strip_nulls(json_build_object(
      'actionId', a.id, 'status', a.status, 'needsHuman', a.needs_human, 'retryAt', a.retry_at, 'expiresAt', a.expires_at,
      'since', a.updated_at)) ORDER BY a.id)
    FROM governance.actions_ledger a WHERE a.campaign_id = c.id AND a.ended_at IS NULL) AS actions
FROM campaigns c
WHERE c.id = $1::uuid`
