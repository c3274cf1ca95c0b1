import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import { JOBS } from '#queues/topology.ts'
import { chunkEngine } from '#workers/session/chunk-engine.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const loaded = { step: { kind: 'vad', run: 2 } } as LoadedChunkStep
const none = () => Promise.reject(new Error('not in this test'))
/** Its handler hangs until its signal ends. */
const hanging = (_: LoadedChunkStep, signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
const engine = chunkEngine({ handlers: { vad: hanging, transcribe: none }, load: none, record: none, putOff: none })

describe('a chunk’s step', () => {
  it('that takes longer than its job may is put off', async () => {
    const work = engine.perform(loaded, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(JOBS.vad.timeoutMs)
    expect(await work).toMatchObject({ kind: 'put_off', why: 'over 60000 ms', delayMs: 4000 })
  })

  it('that is cut off by a stopping worker has no outcome, and leaves no timer', async () => {
    const stopping = new AbortController()
    const work = engine.perform(loaded, stopping.signal)
    stopping.abort(new Error('stopping'))
    await expect(work).rejects.toThrow('stopping')
    expect(vi.getTimerCount()).toBe(0)
  })
})
