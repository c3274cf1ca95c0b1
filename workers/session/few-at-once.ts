// Audio is read whole to be heard: of pieces larger than an append takes, a process has only so many in its memory at once.
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import type { ChunkOutcome } from './chunk-outcome.ts'

type Handler = (loaded: LoadedChunkStep, signal: AbortSignal) => Promise<ChunkOutcome>

const AGAIN_MS = 500

/** @returns wraps handlers that share the places */
export function fewAtOnce({ overBytes, places }: { overBytes: number; places: number }): (handler: Handler) => Handler {
  let taken = 0
  return handler => async (loaded, signal) => {
    if (loaded.bytes <= overBytes) return handler(loaded, signal)
    if (taken >= places) return { kind: 'put_off', why: 'other large audio is worked on', delayMs: AGAIN_MS }
    taken++
    try {
      return await handler(loaded, signal)
    } finally {
      taken--
    }
  }
}
