import { describe, expect, it } from 'vitest'
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import { AudioUnreadable } from '#workers/adapters/audio/audio-unreadable.ts'
import { hearChunk } from '#workers/session/hear-chunk.ts'

const never = new AbortController().signal
const chunk = { objectKey: 'k', contentType: 'audio/wav' } as LoadedChunkStep

const hear = (voicedMs: number | Error) =>
  hearChunk({
    readAudio: async key => Buffer.from(key),
    async detectVoice(audio, contentType) {
      if (voicedMs instanceof Error) throw voicedMs
      expect([String(audio), contentType]).toEqual(['k', 'audio/wav'])
      return { durationMs: 2000, voicedMs }
    },
  })(chunk, never)

describe('a piece of audio', () => {
  it('without speech ends as silence, and core never hears of it', async () => {
    expect(await hear(0)).toEqual({ kind: 'block', body: { type: 'SILENCE' }, durationMs: 2000 })
  })

  it('with speech goes to core', async () => {
    expect(await hear(300)).toEqual({ kind: 'block', body: { type: 'HEARD' }, durationMs: 2000, next: 'transcribe' })
  })

  it('that we can’t read is not called silence', async () => {
    const unreadable = new AudioUnreadable('NOT_AUDIO', 'no audio')
    expect(await hear(unreadable)).toEqual({ kind: 'block', body: { type: 'HEARD' }, next: 'transcribe' })
  })

  it('is tried again when the trouble is ours', async () => {
    await expect(hear(new AudioUnreadable('GAVE_UP', 'a busy machine'))).rejects.toThrow('busy')
    await expect(hear(new Error('ours'))).rejects.toThrow('ours')
  })
})
