// A thread that listens, so that decoding keeps no event loop waiting and a hostile recording can be given up in the middle.
import { parentPort } from 'node:worker_threads'
import { AudioUnreadable } from '../audio-unreadable.ts'
import { findVoice } from '../find-voice.ts'
import type { VoiceAnswered, VoiceAsked } from './voice-message.ts'

// The decoders print a line for each frame that they think broken; a log is for what we say.
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) console[level] = () => undefined

parentPort?.on('message', async (asked: VoiceAsked) => parentPort?.postMessage(await answer(asked)))
parentPort?.postMessage({ ready: true } satisfies VoiceAnswered)

async function answer({ audio, contentType }: VoiceAsked): Promise<VoiceAnswered> {
  try {
    return { found: await findVoice(audio, contentType) }
  } catch (error) {
    if (error instanceof AudioUnreadable) return { unreadable: { reason: error.reason, message: error.message } }
    throw error
  }
}
