// Where nothing listens: how long there was speech, said as such.
import { decodeAudio } from './decode-audio.ts'
import type { SpeechEngine } from './speech-engine.ts'

/** `[speech 3.2 s]`, with the confidence of somebody who did not listen. */
export function createLengthEngine(): SpeechEngine {
  return {
    name: 'length',
    async transcribe({ audio }, signal) {
      const { seconds } = await decodeAudio(audio, signal)
      return { text: `[speech ${seconds.toFixed(1)} s]`, confidence: 0 }
    },
  }
}
