// Recorded speech for tests: the same clip as every type of audio, and WAVs made on the spot.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './source/read-sources.ts'

export const CLIPS = {
  'audio/webm': 'speech-chromium.webm',
  'audio/ogg;codecs=opus': 'speech-opus.ogg',
  'audio/ogg': 'speech-vorbis.ogg',
  'audio/flac': 'speech.flac',
  'audio/mpeg': 'speech.mp3',
} as const
export type ClipType = keyof typeof CLIPS
export const CLIP_TYPES = Object.keys(CLIPS) as ClipType[]

export const clip = (type: ClipType) => readFileSync(join(ROOT, 'test/fixtures/speech', CLIPS[type]))

/** Where somebody speaks in it, as `make-speech.ts` put it together. */
export const SPOKEN = [
  { fromMs: 1000, toMs: 2700 },
  { fromMs: 3890, toMs: 5170 },
] as const
export const CLIP_MS = 5868

/** @param sampleOf the sample of a channel at a time, between -1 and 1 */
export function wavOf(
  seconds: number,
  sampleOf: (atS: number, channel: number) => number,
  { rateHz = 16_000, channels = 1 }: { rateHz?: number; channels?: number } = {},
): Buffer {
  const frames = Math.round(seconds * rateHz)
  const wav = Buffer.alloc(44 + frames * channels * 2)
  wav.set(wavHeader({ rateHz, channels, dataBytes: frames * channels * 2 }))
  for (let frame = 0, at = 44; frame < frames; frame++)
    for (let channel = 0; channel < channels; channel++, at += 2)
      wav.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sampleOf(frame / rateHz, channel))) * 32_767), at)
  return wav
}

interface WavFields {
  format: number
  channels: number
  rateHz: number
  bits: number
  bytesPerFrame: number
  dataBytes: number
  riffBytes: number
}
const PLAIN = { format: 1, channels: 1, rateHz: 16_000, bits: 16, dataBytes: 0 }

/** The 44 bytes that most recorders write. */
export function wavHeader(said: Partial<WavFields> = {}): Buffer {
  const { format, channels, rateHz, bits, dataBytes } = { ...PLAIN, ...said }
  const { bytesPerFrame = (channels * bits) / 8, riffBytes = 36 + dataBytes } = said
  const header = Buffer.alloc(44)
  header.write('RIFF\0\0\0\0WAVEfmt ', 'latin1')
  header.writeUInt32LE(riffBytes >>> 0, 4)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(format, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(rateHz >>> 0, 24)
  header.writeUInt32LE((rateHz * bytesPerFrame) >>> 0, 28)
  header.writeUInt16LE(bytesPerFrame & 0xffff, 32)
  header.writeUInt16LE(bits, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(dataBytes >>> 0, 40)
  return header
}

/** The same numbers between -1 and 1 every time. */
export function seededNoise(seed = 1): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    return state / 0x4000_0000 - 1
  }
}
