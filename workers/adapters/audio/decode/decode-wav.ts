// WAV bytes → samples between -1 and 1, a piece at a time.
import type { DecodedAudio } from './decode-audio.ts'
import { readWavHeader, type WavHeader } from './read-wav-header.ts'

/** A frame that is not whole at the end is left out. @throws AudioUnreadable as `readWavHeader` does */
export function* decodeWav(audio: Uint8Array): Generator<DecodedAudio> {
  const header = readWavHeader(audio)
  const { channels, sampleRateHz, bytesPerFrame, bitsPerSample, dataStart, dataBytes } = header
  const view = new DataView(audio.buffer, audio.byteOffset, audio.byteLength)
  const read = reader(header, view)
  const frames = Math.floor(dataBytes / bytesPerFrame)
  for (let from = 0; from < frames; from += PIECE_FRAMES) {
    const count = Math.min(PIECE_FRAMES, frames - from)
    const samples = Array.from({ length: channels }, () => new Float32Array(count))
    for (const [channel, into] of samples.entries()) {
      let at = dataStart + from * bytesPerFrame + (channel * bitsPerSample) / 8
      for (let frame = 0; frame < count; frame++, at += bytesPerFrame) into[frame] = read(at)
    }
    yield { channels: samples, sampleRateHz }
  }
}

const PIECE_FRAMES = 16_384

function reader({ format, bitsPerSample }: WavHeader, view: DataView): (at: number) => number {
  if (format === 'float')
    return bitsPerSample === 32 ? at => view.getFloat32(at, true) : at => view.getFloat64(at, true)
  if (bitsPerSample === 8) return at => (view.getUint8(at) - 128) / 128
  if (bitsPerSample === 16) return at => view.getInt16(at, true) / 32_768
  if (bitsPerSample === 24) return at => (view.getInt16(at + 1, true) * 256 + view.getUint8(at)) / 8_388_608
  return at => view.getInt32(at, true) / 2_147_483_648
}
