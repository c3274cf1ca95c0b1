// What the chunks before a WAV's samples say of them (Microsoft, Multiple Channel Audio Data and WAVE Files).
import { AudioUnreadable } from '../audio-unreadable.ts'

export interface WavHeader {
  format: 'integer' | 'float'
  channels: number
  sampleRateHz: number
  bitsPerSample: number
  bytesPerFrame: number
  /** Where the samples begin, and how many bytes of them are really there. */
  dataStart: number
  dataBytes: number
}

/** @throws AudioUnreadable when it is no WAV, ends inside its header, or holds something other than PCM or float samples */
export function readWavHeader(audio: Uint8Array): WavHeader {
  const view = new DataView(audio.buffer, audio.byteOffset, audio.byteLength)
  if (audio.length < 12 || tag(view, 0) !== 'RIFF' || tag(view, 8) !== 'WAVE') throw notWav('has no RIFF/WAVE header')
  let layout: Layout | undefined
  for (let at = 12; at + 8 <= audio.length; ) {
    const name = tag(view, at)
    const size = view.getUint32(at + 4, true)
    const start = at + 8
    if (name === 'fmt ') layout = readLayout(view, start, size)
    if (name === 'data') {
      if (layout === undefined) throw notWav('has samples before their format')
      const declared = isPlaceholder(size, view.getUint32(4, true)) ? Number.POSITIVE_INFINITY : size
      return { ...layout, dataStart: start, dataBytes: Math.min(declared, audio.length - start) }
    }
    at = start + size + (size % 2) // chunks begin at even places
  }
  throw notWav('ends inside its header')
}

type Layout = Omit<WavHeader, 'dataStart' | 'dataBytes'>

function readLayout(view: DataView, at: number, size: number): Layout {
  if (size < 16 || at + size > view.byteLength) throw notWav('ends inside its format')
  const declared = view.getUint16(at, true)
  // An extensible format names the real one in the first two bytes of its GUID.
  if (declared === EXTENSIBLE && size < 40) throw notWav('ends inside its format')
  const format = FORMATS.get(declared === EXTENSIBLE ? view.getUint16(at + 24, true) : declared)
  const channels = view.getUint16(at + 2, true)
  const bytesPerFrame = view.getUint16(at + 12, true)
  const bitsPerSample = view.getUint16(at + 14, true)
  if (format === undefined || !WIDTHS[format].includes(bitsPerSample))
    throw new AudioUnreadable('UNSUPPORTED', `WAV format ${declared} of ${bitsPerSample} bits is not read here`)
  if (channels === 0 || channels > MAX_CHANNELS || bytesPerFrame !== (channels * bitsPerSample) / 8)
    throw notWav(`says it has ${channels} channels in frames of ${bytesPerFrame} bytes`)
  return { format, channels, sampleRateHz: view.getUint32(at + 4, true), bitsPerSample, bytesPerFrame }
}

const EXTENSIBLE = 0xfffe
const MAX_CHANNELS = 32
const FORMATS: ReadonlyMap<number, WavHeader['format']> = new Map([
  [1, 'integer'],
  [3, 'float'],
])
const WIDTHS = { integer: [8, 16, 24, 32], float: [32, 64] } satisfies Record<WavHeader['format'], number[]>

/** Whoever writes while recording does not know the sizes yet, and leaves 0 or the largest number there. */
function isPlaceholder(dataSize: number, riffSize: number): boolean {
  return dataSize === UNKNOWN || (dataSize === 0 && (riffSize === 0 || riffSize === UNKNOWN))
}

const UNKNOWN = 0xffff_ffff

const tag = (view: DataView, at: number) =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))

const notWav = (what: string) => new AudioUnreadable('NOT_AUDIO', `the WAV ${what}`)
