// WebM, Ogg, FLAC and MP3 → samples, by the decoders of `audio-decode`, which are WebAssembly and know nothing of limits.
import decode from 'audio-decode'
import { AudioUnreadable } from '../audio-unreadable.ts'
import type { DecodedAudio } from './decode-audio.ts'
import { type PackedType, packedCodec } from './packed-codec.ts'

/** @throws AudioUnreadable when nothing can be decoded; what breaks after the first samples just ends there */
export async function* decodePacked(audio: Uint8Array, type: PackedType): AsyncGenerator<DecodedAudio> {
  const { codec, start } = packedCodec(audio, type)
  const decoder = await decode[codec]()
  let isDecoding = false
  try {
    for (let at = start; at < audio.length; at += FED_BYTES) {
      const piece = decoded(await decoder(audio.subarray(at, at + FED_BYTES)))
      if (piece === undefined) continue
      isDecoding = true
      yield piece
    }
    const rest = decoded(await decoder())
    if (rest !== undefined) {
      isDecoding = true
      yield rest
    }
  } catch (cause) {
    // Cut or broken further on: what was decoded so far stands.
    if (!isDecoding) throw new AudioUnreadable('NOT_AUDIO', `the ${type} could not be decoded`, { cause })
  } finally {
    decoder.free()
  }
  if (!isDecoding) throw new AudioUnreadable('NOT_AUDIO', `the ${type} ends before its first sample`)
}

/** So little that what it unpacks to is little too: FLAC of bare silence, the worst, makes 15 MB of it. */
const FED_BYTES = 256

function decoded({ channelData, sampleRate }: { channelData: Float32Array[]; sampleRate: number }) {
  return channelData[0]?.length ? { channels: channelData, sampleRateHz: sampleRate } : undefined
}
