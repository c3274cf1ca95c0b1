// The drain step: waits until everything that was recorded has become something, and a while for what was announced and is missing.
import type { LoadedSessionStep } from '#db/session/session-load-step.ts'
import { missingIn } from '#domain/session/received.ts'
import type { SessionOutcome } from '../session-outcome.ts'

/** Looked at again ever more rarely: what is pending now is mostly done within a moment. */
const LOOK_MS = 100
const LOOK_AT_MOST_MS = 1000

export function drain({ graceMs, now }: { graceMs: number; now: () => number }) {
  return async ({ step, loaded }: LoadedSessionStep): Promise<SessionOutcome> => {
    const { session, view } = loaded
    const missing = missingIn(view.received, session.lastSequenceId)
    const graceEndsMs = (view.drainingSince?.getTime() ?? 0) + graceMs
    const delayMs = Math.min(LOOK_AT_MOST_MS, LOOK_MS * 2 ** Math.min(10, step.run - 1))
    if (missing.length > 0 && now() < graceEndsMs) {
      const why = `still to come: ${countOf(missing)} of the announced chunks`
      return { kind: 'put_off', why, delayMs: Math.min(delayMs, Math.max(1, graceEndsMs - now())), hold: 'DRAINING' }
    }
    if (view.pending > 0) {
      return { kind: 'put_off', why: `still being worked on: ${view.pending}`, delayMs, hold: 'DRAINING' }
    }
    const command = { type: 'build', chunks: countOf(view.received), missing: countOf(missing) } as const
    return { kind: 'command', command }
  }
}

function countOf(ranges: readonly [number, number][]): number {
  return ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
}
