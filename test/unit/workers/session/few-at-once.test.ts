import { expect, it } from 'vitest'
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import type { ChunkOutcome } from '#workers/session/chunk-outcome.ts'
import { fewAtOnce } from '#workers/session/few-at-once.ts'

const SILENCE: ChunkOutcome = { kind: 'block', body: { type: 'SILENCE' } }
const signal = new AbortController().signal
const chunk = (bytes: number) => ({ bytes }) as LoadedChunkStep

it('large audio takes turns, whichever step it is at, and small audio never waits', async () => {
  const few = fewAtOnce({ overBytes: 10, places: 1 })
  const { promise, resolve } = Promise.withResolvers<ChunkOutcome>()
  const [slow, quick] = [few(() => promise), few(async () => SILENCE)]
  const first = slow(chunk(11), signal)
  expect(await quick(chunk(11), signal)).toMatchObject({ kind: 'put_off' })
  expect(await quick(chunk(10), signal)).toEqual(SILENCE)
  resolve(SILENCE)
  expect(await first).toEqual(SILENCE)
  expect(await quick(chunk(11), signal)).toEqual(SILENCE)
  const failing = few(() => Promise.reject(new Error('x')))
  await expect(failing(chunk(11), signal)).rejects.toThrow('x')
  expect(await quick(chunk(11), signal)).toEqual(SILENCE)
})
