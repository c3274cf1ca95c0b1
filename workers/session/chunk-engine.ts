// How the runner does and records steps of chunks.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { ChunkRecord } from '#db/session/block-record.ts'
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import type { StepKind } from '#domain/step.ts'
import { type Dispatchable, fastPath } from '#queues/dispatcher.ts'
import { sayError } from '#queues/logging/say-error.ts'
import { JOBS } from '#queues/topology.ts'
import type { StepEngine } from '../runtime/step-engine.ts'
import { timeLimit } from '../runtime/time-limit.ts'
import type { ChunkOutcome } from './chunk-outcome.ts'

export type ChunkStepKind = Extract<StepKind, 'vad' | 'transcribe'>

export interface ChunkEnginePorts {
  handlers: Record<ChunkStepKind, (loaded: LoadedChunkStep, signal: AbortSignal) => Promise<ChunkOutcome>>
  load(stepId: string): Promise<LoadedChunkStep | undefined>
  record(record: ChunkRecord): Promise<boolean>
  putOff(step: { id: string; run: number }, delayMs: number, hold?: string): Promise<boolean>
}

/** After an unforeseen error of a handler: the audio is kept, so it is only tried again. */
const AFTER_ERROR_MS = 2000

export function chunkEngine(ports: ChunkEnginePorts): StepEngine<LoadedChunkStep, ChunkOutcome> {
  return {
    known: () => undefined,
    load: ports.load,
    async perform(loaded, signal) {
      const kind = loaded.step.kind as ChunkStepKind
      const limit = timeLimit(signal, JOBS[kind].timeoutMs)
      try {
        return await ports.handlers[kind](loaded, limit.signal)
      } catch (error) {
        if (signal.aborted) throw error
        const why = sayError(error)
        return { kind: 'put_off', why, delayMs: AFTER_ERROR_MS * Math.min(30, loaded.step.run) }
      } finally {
        limit.clear()
      }
    },
    async settle(loaded, outcome) {
      const { step, sessionId } = loaded
      if (outcome.kind === 'put_off') {
        const kept = await ports.putOff(step, outcome.delayMs, outcome.hold)
        return { kind: kept ? 'put_off' : 'closed' }
      }
      const { body, durationMs, heardSeconds, next, again } = outcome
      const steps = next === undefined ? [] : [{ id: uuid(), subjectId: step.subjectId, kind: next }]
      const recorded = await ports.record({
        ...{ loaded, body, steps },
        ...(durationMs === undefined ? {} : { durationMs }),
        ...(heardSeconds === undefined ? {} : { heardSeconds }),
        ...(again === undefined ? {} : { keep: again }),
      })
      if (!recorded) return { kind: 'conflict' }
      const hints = steps.map(each => ({ ...each, tenantId: step.tenantId }))
      return {
        kind: 'recorded',
        steps: inTurnOf(sessionId, fastPath(hints, step.tenantId, step.trace)),
        touches: [{ subject: sessionId }],
      }
    },
    poisoned: (_, why) => ({ kind: 'put_off', why, delayMs: 60_000 }),
    describe: ({ sessionId, sequenceId }, outcome) => ({
      session_id: sessionId,
      sequence_id: sequenceId,
      ...(outcome === undefined ? {} : { outcome: outcome.kind }),
      ...(outcome?.kind === 'block' ? { block: outcome.body.type, hold: outcome.again?.hold } : {}),
      ...(outcome?.kind === 'put_off'
        ? { why: outcome.why, delay_ms: Math.round(outcome.delayMs), hold: outcome.hold }
        : {}),
    }),
  }
}

/** Sessions in turn: a flood of one tenant's session does not hold up another session of that tenant. */
function inTurnOf(sessionId: string, steps: Dispatchable[]): Dispatchable[] {
  return steps.map(step => ({ ...step, group: sessionId }))
}
