// The actions of a campaign, as its own stages look at them.

import type { ActionError } from '#domain/action/action.ts'
import type { ActionStatus } from '#domain/action/action-status.ts'
import { toActionError } from '../action/action-row.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface CampaignAction {
  id: string
  /** `PLATFORM:account`. */
  channel: string
  status: ActionStatus
  version: number
  /** The execution that proposed it; a retry may follow actions of earlier ones. */
  executionId: string
  platformRefId?: string
  permalink?: string
  error?: ActionError
  /** Its decisions and its end, as its own trail tells them, with what the campaign's trail has not yet. */
  untold: { type: 'action.decided' | 'action.ended'; actionId: string; details: Record<string, unknown> }[]
}

/** In one snapshot: the actions, and what of their trails the campaign's trail does not tell yet. */
export async function campaignActions(sql: Sql, tenantId: string, campaignId: string): Promise<CampaignAction[]> {
  const query = sql.unsafe<Row[]>(ACTIONS, [campaignId, tenantId], { prepare: true })
  const rows = await deadline(query, 6000, 'loading the actions of a campaign')
  return rows.map(toCampaignAction)
}

const DECISIONS = ['action.approved', 'action.rejected']
const ENDINGS = [
  'action.completed',
  'action.failed',
  'action.cancelled',
  'action.expired',
  'action.missed',
  'action.rejected',
]

const quoted = (words: string[]) => words.map(word => `'${word}'`).join(', ')

// What the campaign's trail tells of an action carries the number of the action's own entry.
const ACTIONS = `
SELECT a.id, a.platform || ':' || a.account AS channel, a.status, a.version, a.execution_id, a.platform_ref_id, a.permalink, a.error,
  (
    SELECT coalesce(jsonb_agg(jsonb_build_object('seq', l.seq, 'action', l.action, 'by', l.actor_sub, 'details', l.details)
      ORDER BY l.seq), '[]')
    FROM audit_log l
    WHERE l.subject_id = a.id AND l.action IN (${quoted([...new Set([...DECISIONS, ...ENDINGS])])})
      AND NOT EXISTS (
        SELECT 1 FROM audit_log told
        WHERE told.subject_id = a.campaign_id AND told.action IN ('action.decided', 'action.ended')
          AND told.details->>'action_id' = a.id::text AND (told.details->>'action_seq')::int = l.seq
      )
  ) AS untold
FROM governance.actions_ledger a
WHERE a.campaign_id = $1::uuid AND a.tenant_id = $2::uuid
ORDER BY a.id`

interface Row {
  id: string
  channel: string
  status: ActionStatus
  version: number
  execution_id: string
  platform_ref_id: string | null
  permalink: string | null
  error: Parameters<typeof toActionError>[0] | null
  untold: { seq: number; action: string; by: string; details: Record<string, unknown> }[]
}

function toCampaignAction(row: Row): CampaignAction {
  return {
    id: row.id,
    channel: row.channel,
    status: row.status,
    version: row.version,
    executionId: row.execution_id,
    ...(row.platform_ref_id === null ? {} : { platformRefId: row.platform_ref_id }),
    ...(row.permalink === null ? {} : { permalink: row.permalink }),
    ...(row.error === null ? {} : { error: toActionError(row.error) }),
    untold: row.untold.flatMap(entry => changesOf(row.id, entry)),
  }
}

/** A rejection is both: a person's decision and the action's end. Told as one entry, that of the end. */
function changesOf(actionId: string, entry: Row['untold'][number]): CampaignAction['untold'] {
  const type = ENDINGS.includes(entry.action) ? 'action.ended' : 'action.decided'
  const what = entry.action.replace('action.', '')
  return [{ type, actionId, details: { action_seq: entry.seq, outcome: what, by: entry.by, ...entry.details } }]
}
