// Finds what stands still although nothing holds it back, and keeps it for the board and the metrics.
import type { StandsStill } from '#domain/ports/operations-ledger.ts'

import { deadline } from '../connection/deadline.ts'
import { onReserved } from '../connection/on-reserved.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface StuckSubject extends StandsStill {
  foundAt: Date
}

export interface StuckLimits {
  /** How long a step may be due without an outcome, by kind; milliseconds. */
  steps: readonly { kind: string; subject: string; limitMs: number }[]
  /** How long a subject may stand without a step, and an open account without an attempt; milliseconds. */
  stillMs: number
}

/** It reads all that is open: at a million steps for some seconds, once in a while, on one worker. */
const TIMEOUT_MS = 30_000

/** @returns what stands still now, the oldest first, 1000 at most */
export async function stuckFind(sql: Sql, { steps, stillMs }: StuckLimits): Promise<StuckSubject[]> {
  const parameters = [
    steps.map(step => step.kind),
    steps.map(step => step.subject),
    steps.map(step => step.limitMs),
    stillMs,
  ]
  const work = onReserved(sql, async connection => {
    // Sent at once, so that nothing is held over a round trip.
    const [, , rows] = await Promise.all([
      connection`BEGIN`.execute(),
      connection.unsafe(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`).execute(),
      connection.unsafe<StuckSubject[]>(FIND, parameters as never[], { prepare: true }).execute(),
      connection`COMMIT`.execute(),
    ])
    return rows
  })
  return deadline(work, TIMEOUT_MS + 1000, 'looking for the stuck')
}

const FIND = `
SELECT subject_id AS "subjectId", tenant_id AS "tenantId", subject, owner_id AS "ownerId", stage, why, since, found_at AS "foundAt"
FROM governance.note_stuck($1::text[], $2::text[], $3::int[], $4::int)`
