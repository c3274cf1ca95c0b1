// The vad step: silence ends here and never goes to core; speech goes on.
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import { AudioUnreadable } from '../adapters/audio/audio-unreadable.ts'
import type { ChunkOutcome } from './chunk-outcome.ts'

export interface HearChunkPorts {
  readAudio(objectKey: string, signal: AbortSignal): Promise<Uint8Array>
  detectVoice(
    audio: Uint8Array,
    contentType: string,
    options: { signal: AbortSignal },
  ): Promise<{ durationMs: number; voicedMs: number }>
}

export function hearChunk({ readAudio, detectVoice }: HearChunkPorts) {
  return async (loaded: LoadedChunkStep, signal: AbortSignal): Promise<ChunkOutcome> => {
    const audio = await readAudio(loaded.objectKey, signal)
    try {
      const { durationMs, voicedMs } = await detectVoice(audio, loaded.contentType, { signal })
      return voicedMs === 0
        ? { kind: 'block', body: { type: 'SILENCE' }, durationMs }
        : { kind: 'block', body: { type: 'HEARD' }, durationMs, next: 'transcribe' }
    } catch (error) {
      if (!(error instanceof AudioUnreadable) || error.retryable) throw error
      // What we can't hear core may: nothing that was recorded is called silence without having been heard.
      return { kind: 'block', body: { type: 'HEARD' }, next: 'transcribe' }
    }
  }
}
