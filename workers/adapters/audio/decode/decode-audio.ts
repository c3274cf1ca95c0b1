// Bytes of any of our types → samples, a piece at a time, so that no recording is ever held decoded as a whole.
import type { AudioType } from '../audio-type.ts'
import { AudioUnreadable } from '../audio-unreadable.ts'
import { decodePacked } from './decode-packed.ts'
import { decodeWav } from './decode-wav.ts'

export interface DecodedAudio {
  /** One array a channel, all of one length; samples between -1 and 1, though a float WAV may hold anything. */
  channels: Float32Array[]
  sampleRateHz: number
}

/**
 * What is cut at its end yields what came before the cut.
 * @throws AudioUnreadable before the first piece when the bytes are not of that type, later when there is too much
 */
export async function* decodeAudio(
  audio: Uint8Array,
  type: AudioType,
  { maxSeconds }: { maxSeconds: number },
): AsyncGenerator<DecodedAudio> {
  let seconds = 0
  for await (const piece of type === 'wav' ? decodeWav(audio) : decodePacked(audio, type)) {
    const { channels, sampleRateHz } = piece
    if (!(sampleRateHz >= MIN_RATE_HZ && sampleRateHz <= MAX_RATE_HZ))
      throw new AudioUnreadable('NOT_AUDIO', `${sampleRateHz} Hz is no rate of a recording`)
    seconds += (channels[0]?.length ?? 0) / sampleRateHz
    if (seconds > maxSeconds) throw new AudioUnreadable('TOO_LONG', `the recording is longer than ${maxSeconds} s`)
    yield piece
  }
}

const MIN_RATE_HZ = 4000
const MAX_RATE_HZ = 384_000
