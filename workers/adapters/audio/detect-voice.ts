// Where somebody speaks in a chunk of a recording: what session.vad asks before anything goes to CORE.

import { createVoiceThreads, type VoiceThreads } from './create-voice-threads.ts'
import type { DetectedVoice } from './find-voice.ts'

/**
 * @param contentType audio/wav, webm, ogg, flac or mpeg, parameters allowed; the bytes must begin with that type's header
 * @returns times from the chunk's beginning; a chunk cut at its end gives what could be decoded
 * @throws AudioUnreadable, or the signal's reason
 */
export function detectVoice(
  audio: Uint8Array,
  contentType: string,
  { signal }: { signal: AbortSignal },
): Promise<DetectedVoice> {
  shared ??= createVoiceThreads({ threads: THREADS, timeoutMs: TIMEOUT_MS })
  return shared.detectVoice(audio, contentType, { signal })
}

/** Started by the first chunk of the process; they do not keep it alive. */
let shared: VoiceThreads | undefined

const THREADS = 2
/** Ten minutes of stereo Opus take five seconds on a busy machine. */
const TIMEOUT_MS = 20_000
