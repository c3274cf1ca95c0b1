// Bytes of a recording → where somebody speaks in it. It takes as long as it takes: threads run it, see `detect-voice.ts`.
import { audioType } from './audio-type.ts'
import { type DecodedAudio, decodeAudio } from './decode/decode-audio.ts'
import { mixDown } from './mix-down.ts'
import { createResampler, type Resampler } from './resample.ts'
import { VOICE_RATE_HZ } from './voice/frames.ts'
import { speechFrames } from './voice/speech-frames.ts'
import { type VoicedSpan, voicedSpans } from './voice/voiced-spans.ts'

export interface DetectedVoice {
  durationMs: number
  voiced: VoicedSpan[]
  /** Of all of them together; 0: silence. */
  voicedMs: number
}

/** A chunk of 4 MiB may hold hours of packed silence; no recorder sends that much at once. */
const MAX_SECONDS = 600

/** @throws AudioUnreadable when the bytes are no audio of that type, or more than ten minutes of it */
export async function findVoice(audio: Uint8Array, contentType: string): Promise<DetectedVoice> {
  const pieces = decodeAudio(audio, audioType(contentType), { maxSeconds: MAX_SECONDS })
  const { pcm, seconds } = await toVoicePcm(pieces)
  const durationMs = Math.round(seconds * 1000)
  const voiced = voicedSpans(await speechFrames(pcm), durationMs)
  return { durationMs, voiced, voicedMs: voiced.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0) }
}

/** As the detector takes it: one channel, 16 kHz, 16 bits. */
async function toVoicePcm(pieces: AsyncIterable<DecodedAudio>): Promise<{ pcm: Int16Array; seconds: number }> {
  const pcm = growingPcm()
  let seconds = 0
  let current: { rateHz: number; resampler: Resampler } | undefined
  for await (const { channels, sampleRateHz } of pieces) {
    // A stream may change its rate on the way: Ogg files can simply be joined.
    if (current?.rateHz !== sampleRateHz) {
      if (current !== undefined) pcm.append(current.resampler.flush())
      current = { rateHz: sampleRateHz, resampler: createResampler(sampleRateHz, VOICE_RATE_HZ) }
    }
    const mono = mixDown(channels)
    seconds += mono.length / sampleRateHz
    pcm.append(current.resampler.push(mono))
  }
  if (current !== undefined) pcm.append(current.resampler.flush())
  return { pcm: pcm.taken(), seconds }
}

function growingPcm() {
  let samples = new Int16Array(VOICE_RATE_HZ)
  let length = 0
  return {
    append(more: Float32Array) {
      if (length + more.length > samples.length) {
        const longer = new Int16Array(2 * samples.length + more.length)
        longer.set(samples.subarray(0, length))
        samples = longer
      }
      // A sample that is not a number becomes 0.
      for (const sample of more) samples[length++] = Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767)))
    },
    taken: () => samples.subarray(0, length),
  }
}
