// An action that may have been sent since a dump was taken: from now on its platform is asked before it may be sent.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type postgres from 'postgres'
import { decideAction } from '#domain/action/decide.ts'
import { EXECUTE_STEP, PREPARE_STEP } from '#domain/action/next-steps.ts'
import type { Actor } from '#domain/actor.ts'
import type { ActionRecord } from '../action/action-row.ts'
import { actionWrite } from '../action/action-write.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface Doubt {
  /** What was sent since is in no row. */
  dumpedAt: Date
  actor: Actor
}

/** Before the dump: its transactions may have been older than its name says, and platforms' clocks are others. */
const MARGIN_MS = 300_000

/**
 * All or nothing: an attempt of unknown outcome, begun when the dump was taken and due to be asked about from now on, the entry in the
 * action's chain, and in place of what would have sent it the step that asks.
 * @returns false: the action had moved on
 */
export async function actionDoubt(sql: Sql, record: ActionRecord, { dumpedAt, actor }: Doubt): Promise<boolean> {
  const { action, version, fence } = record
  const attempt = { id: uuid(), fence: fence + 1, outcome: 'UNKNOWN' as const }
  const since = new Date(dumpedAt.getTime() - MARGIN_MS).toISOString()
  const detail = `restored from the dump of ${dumpedAt.toISOString()}: it may have been sent since`
  const events = decideAction(action, { type: 'doubt', fence: attempt.fence, detail }, Date.now())
  // Several round trips under a lock, for once: nobody else works on a ledger that was just restored.
  const work = sql.begin(async transaction => {
    const tx = transaction as unknown as Sql // the same calls, inside the transaction
    const opened = await tx.unsafe(OPEN, [action.id, version, attempt.id, since])
    if (opened.count === 0) return false
    const { written } = await actionWrite(tx, { record, events, actor, trace: undefined, attempt })
    if (written !== 'written') throw new Moved()
    const before = [EXECUTE_STEP[action.platform], PREPARE_STEP[action.platform], 'command']
    await tx.unsafe(ASK, [action.id, before, uuid(), action.tenantId, record.executionId])
    return true
  })
  try {
    return (await deadline(work as unknown as postgres.PendingQuery<never>, 15_000, 'doubting an action')) as boolean
  } catch (error) {
    if (error instanceof Moved) return false
    throw error
  }
}

class Moved extends Error {}

// Its sender is gone for certain: whoever restores has stopped everything that sent. Absence counts from now on.
const OPEN = `
WITH fenced AS (
  UPDATE governance.actions_ledger SET fence = fence + 1 WHERE id = $1::uuid AND version = $2::int
  RETURNING id, tenant_id, platform, account, fingerprint, fence, payload
)
INSERT INTO action_attempts (id, tenant_id, action_id, phase, fence, platform, account, fingerprint, outcome, sender, sender_done,
  postmaster_start, started_at, deadline_at, ended_at, amount_minor)
SELECT $3::uuid, tenant_id, id, 'publish', fence, platform, account, fingerprint, 'UNKNOWN', 'restored', true,
  pg_postmaster_start_time(), $4::text::timestamptz, clock_timestamp(), clock_timestamp(),
  round((payload->>'budget_bid')::numeric * 100)::bigint
FROM fenced`

const ASK = `
WITH closed AS (DELETE FROM steps WHERE subject_id = $1::uuid AND kind = ANY($2::text[]))
INSERT INTO steps (id, tenant_id, subject_id, kind, execution_id, due_at, check_at)
VALUES ($3::uuid, $4::uuid, $1::uuid, 'reconcile', $5::uuid, clock_timestamp(), clock_timestamp())`
