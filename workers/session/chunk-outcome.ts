// What a handler of a chunk's step may say became of it.
import type { BlockBody } from '#domain/session/block.ts'
import type { StepKind } from '#domain/step.ts'

export type ChunkOutcome =
  /** `next`: what is done with it now. `again`: the step stays and tries once more then. */
  | {
      kind: 'block'
      body: BlockBody
      durationMs?: number
      /** What core has heard of it, counted against the tenant's quota. */
      heardSeconds?: number
      next?: Extract<StepKind, 'transcribe'>
      again?: { delayMs: number; hold: 'UPSTREAM_RETRY' | 'BREAKER_OPEN' | 'BUDGET' }
    }
  /** Nothing happened to the chunk. */
  | { kind: 'put_off'; why: string; delayMs: number; hold?: 'BREAKER_OPEN' }
