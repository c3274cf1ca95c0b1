// B: fetches the bytes behind every media address and hashes them, so that people approve bytes and not addresses.

import type { LoadedActionStep } from '#db/action/action-load.ts'
import { backoffMs } from '#domain/outcome.ts'
import { sayError } from '#queues/logging/say-error.ts'
import type { HashMediaOf } from '../adapters/media/create-media-hasher.ts'
import type { ActionOutcome } from './action-outcome.ts'

export interface PreparePorts {
  /** Keeps what is shown to whoever approves, as well. */
  hashMediaOf: HashMediaOf
  digestOf(loaded: LoadedActionStep, mediaSha256: string[]): string
}

const TRIES = 12

export function prepareAction(
  ports: PreparePorts,
): (loaded: LoadedActionStep, signal: AbortSignal) => Promise<ActionOutcome> {
  return async (loaded, signal) => {
    const { action, payload } = loaded.record
    if (action.status !== 'PENDING_APPROVAL' || action.digest !== undefined) return { kind: 'close' }
    let mediaSha256: string[]
    try {
      mediaSha256 = await ports.hashMediaOf(action.tenantId, payload.media_urls ?? [], signal)
    } catch (error) {
      if (signal.aborted) throw error
      const message = error instanceof Error ? error.message : String(error)
      if (loaded.step.run >= TRIES)
        return {
          kind: 'command',
          command: { type: 'fail', error: { code: 'MEDIA_UNREADABLE', message, retryable: true } },
        }
      return { kind: 'put_off', why: sayError(error), delayMs: backoffMs(loaded.step.run, Math.random()) }
    }
    const digest = ports.digestOf(loaded, mediaSha256)
    return { kind: 'command', command: { type: 'noteMedia', digest, mediaSha256 }, mediaSha256 }
  }
}
