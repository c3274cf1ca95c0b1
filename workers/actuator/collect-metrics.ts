// Collects how a published action does, ever more rarely: 1 min, 1 h, 24 h, 7 d unless set otherwise.
import type { LoadedActionStep } from '#db/action/action-load.ts'
import type { Metrics, PlatformPort } from '#domain/ports/platform.ts'
import type { ActionOutcome } from './action-outcome.ts'
import { accountOf } from './post-of.ts'

export interface CollectMetricsPorts {
  platformOf(platform: string): PlatformPort
  /** How many collections there are of an action. */
  collected(actionId: string): Promise<number>
  keep(action: { tenantId: string; id: string }, n: number, metrics: Metrics): Promise<void>
  /** Milliseconds after publishing, ascending. */
  scheduleMs: readonly number[]
}

export function collectMetrics(
  ports: CollectMetricsPorts,
): (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome> {
  return async (loaded, signal) => {
    const { action, endedAt } = loaded.record
    if (action.status !== 'COMPLETED' || endedAt === undefined) return { kind: 'close' }
    const n = await ports.collected(action.id)
    const dueInMs = untilDue(ports.scheduleMs[n], endedAt)
    if (dueInMs === undefined) return { kind: 'close' }
    if (dueInMs > 0) return { kind: 'put_off', why: 'not due yet', delayMs: dueInMs }
    const post = { account: accountOf(loaded), platformRefId: action.platformRefId }
    const metrics = await ports.platformOf(action.platform).getMetrics(post, signal)
    await ports.keep(action, n + 1, metrics)
    const nextMs = untilDue(ports.scheduleMs[n + 1], endedAt)
    return nextMs === undefined
      ? { kind: 'close' }
      : { kind: 'put_off', why: 'collected', delayMs: Math.max(0, nextMs) }
  }
}

function untilDue(afterMs: number | undefined, endedAt: Date): number | undefined {
  return afterMs === undefined ? undefined : endedAt.getTime() + afterMs - Date.now()
}
