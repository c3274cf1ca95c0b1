// The open attempt of an action, and whether its sender can still be about to send.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface OpenAttempt {
  id: string
  fence: number
  outcome: 'INTENT' | 'UNKNOWN'
  sender: string
  startedAt: Date
  deadlineAt: Date
  /** By Postgres' clock. */
  msPastDeadline: number
  probes: number
  /** It said itself how it ended; or its lock is free and Postgres has not restarted since the claim: it is gone for certain. */
  senderGone: boolean
  /** Attempts of this action that were proven absent. */
  absentBefore: number
  /** When this action was first tried. */
  firstStartedAt: Date
  /** Ids that answers to its attempts have named. */
  echoes: string[]
  /** Remote ids on this account that belong to other actions. */
  known: string[]
}

/** Open, or proven absent and not sent again by itself. */
export interface AttemptToResolve extends Omit<OpenAttempt, 'outcome'> {
  outcome: OpenAttempt['outcome'] | 'ABSENT'
}

/** @returns undefined when no attempt is open */
export async function attemptOpen(sql: Sql, tenantId: string, actionId: string): Promise<OpenAttempt | undefined> {
  const query = sql.unsafe<OpenAttempt[]>(OPEN, [actionId, tenantId], { prepare: true })
  const [row] = await deadline(query, 6000, 'loading an attempt')
  return row
}

/** One attempt by its id: after a claim whose answer was lost. */
export async function attemptExists(sql: Sql, attemptId: string): Promise<boolean> {
  const query = sql.unsafe('SELECT 1 FROM action_attempts WHERE id = $1::uuid', [attemptId], { prepare: true })
  return (await deadline(query, 6000, 'looking for an attempt')).length > 0
}

/** Whether nobody has resolved the attempt yet. */
export async function attemptStillOpen(sql: Sql, attemptId: string): Promise<boolean> {
  const query = sql.unsafe(
    `SELECT 1 FROM action_attempts WHERE id = $1::uuid AND outcome IN ('INTENT', 'UNKNOWN')`,
    [attemptId],
    { prepare: true },
  )
  return (await deadline(query, 6000, 'looking for an attempt')).length > 0
}

/** Counts a probe that found nothing. */
export async function attemptNoteProbe(sql: Sql, attemptId: string): Promise<void> {
  const query = sql.unsafe('UPDATE action_attempts SET probes = probes + 1 WHERE id = $1::uuid', [attemptId], {
    prepare: true,
  })
  await deadline(query, 6000, 'noting a probe')
}

/** @returns the attempt whose end a person tells; undefined when there is none */
export async function attemptToResolve(
  sql: Sql,
  tenantId: string,
  actionId: string,
): Promise<AttemptToResolve | undefined> {
  const query = sql.unsafe<AttemptToResolve[]>(TO_RESOLVE, [actionId, tenantId], { prepare: true })
  const [row] = await deadline(query, 6000, 'loading an attempt to resolve')
  return row
}

// Trying the sender's lock takes it for this statement alone; a living sender holds it for its session.
const ATTEMPT = `
SELECT t.id, t.fence, t.outcome, t.sender, t.started_at AS "startedAt", t.deadline_at AS "deadlineAt", t.probes,
  (extract(epoch FROM clock_timestamp() - t.deadline_at) * 1000)::float8 AS "msPastDeadline",
  t.sender_done
    OR (t.postmaster_start = pg_postmaster_start_time() AND pg_try_advisory_xact_lock_shared(hashtextextended(t.sender, 0)))
    AS "senderGone",
  (SELECT min(b.started_at) FROM action_attempts b WHERE b.action_id = t.action_id) AS "firstStartedAt",
  (SELECT coalesce(array_agg(b.echo), '{}') FROM action_attempts b WHERE b.action_id = t.action_id AND b.echo IS NOT NULL) AS echoes,
  (SELECT count(*)::int FROM action_attempts b WHERE b.action_id = t.action_id AND b.outcome = 'ABSENT') AS "absentBefore",
  (SELECT coalesce(array_agg(k.platform_ref_id), '{}') FROM action_attempts k
    WHERE k.platform = t.platform AND k.account = t.account AND k.platform_ref_id IS NOT NULL AND k.action_id <> t.action_id
      AND k.started_at > t.started_at - interval '7 days') AS known
FROM action_attempts t
WHERE t.action_id = $1::uuid AND t.tenant_id = $2::uuid`

const OPEN = `${ATTEMPT} AND t.outcome IN ('INTENT', 'UNKNOWN')`
const TO_RESOLVE = `${ATTEMPT} AND t.outcome IN ('INTENT', 'UNKNOWN', 'ABSENT') ORDER BY t.fence DESC LIMIT 1`
