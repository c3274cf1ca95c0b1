// A file of its own, so that no other threads come and go while these are counted.
import { expect, it, vi } from 'vitest'
import { clip } from '#test/support/speech-clips.ts'
import { createVoiceThreads } from '#workers/adapters/audio/create-voice-threads.ts'

const never = new AbortController().signal

it('threads end when there is nothing to hear for a while, and the next recording is heard all the same', async () => {
  const running = () => (process.report.getReport() as { workers: unknown[] }).workers.length
  const before = running()
  const restless = createVoiceThreads({ threads: 2, timeoutMs: 15_000, idleMs: 2000 })
  const hear = () => restless.detectVoice(clip('audio/ogg'), 'audio/ogg', { signal: never })
  await Promise.all([hear(), hear()])
  // The second may have ended by the time that the report is written.
  expect(running()).toBeGreaterThan(before)
  await vi.waitFor(() => expect(running()).toBe(before), { timeout: 15_000, interval: 50 })
  await expect(hear()).resolves.toMatchObject({ durationMs: expect.any(Number) })
  await restless.close()
  expect(running()).toBe(before)
})
