// Names the subjects that stand still: in the log, once in a while each, and in the ledger for board and metrics.
import type { Logger } from 'pino'
import type { StuckLimits, StuckSubject } from '#db/watch/stuck-find.ts'
import { JOBS } from '#queues/topology.ts'

/** @returns looks, and says how many stand still */
export function createFindStuck(options: {
  find(limits: StuckLimits): Promise<StuckSubject[]>
  /** How long a subject may stand still; milliseconds. A step may take thrice its own time limit at least. */
  stillMs: number
  logger: Logger
}): () => Promise<number> {
  const { find, stillMs, logger } = options
  const limits: StuckLimits = {
    stillMs,
    steps: Object.values(JOBS)
      .filter(job => job.subject !== 'watch')
      .map(({ name, subject, timeoutMs }) => ({ kind: name, subject, limitMs: Math.max(stillMs, 3 * timeoutMs) })),
  }
  return async () => {
    const stuck = await find(limits)
    const now = Date.now()
    for (const [turn, found] of stuck.filter(({ foundAt }) => isNews(foundAt, now)).entries()) {
      if (turn === LINES) break // the rest is counted below
      const { subject, subjectId, ownerId, tenantId, stage, why, since } = found
      logger.warn({
        event: 'stuck',
        subject,
        subject_id: subjectId,
        owner_id: ownerId,
        tenant_id: tenantId,
        stage,
        why,
        since,
      })
    }
    if (stuck.length > LINES) logger.warn({ event: 'stuck.many', stuck: stuck.length })
    return stuck.length
  }
}

const LINES = 20
const EVERY_MS = 600_000
const LOOK_MS = 60_000

/** In the look that finds it, and in one look of every ten minutes after that. */
function isNews(foundAt: Date, now: number): boolean {
  return (now - foundAt.getTime()) % EVERY_MS < LOOK_MS
}
