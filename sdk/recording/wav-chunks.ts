// A WAV file in pieces that are WAV files themselves.
import { WAV_FRAME_BYTES, wavLayout } from './wav-layout.ts'

export interface WavChunk {
  /** From 1. */
  sequenceId: number
  /** From the beginning of the file. */
  offsetMs: number
  durationMs: number
  /** A whole WAV file. */
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * @param bytes a RIFF WAVE file of any sample format
 * @param options how long a chunk is; 5 s unless said. The API takes at most 4 MiB of one.
 * @throws TypeError when it is none
 */
export function* wavChunks(bytes: Uint8Array, { chunkMs = 5000 }: { chunkMs?: number } = {}): Generator<WavChunk> {
  const { format, data } = partsOf(bytes)
  for (const { from, to, ...piece } of wavLayout(format, data.byteLength, chunkMs).pieces)
    yield { ...piece, bytes: wavOf(format, data.subarray(from, to)) }
}

function partsOf(bytes: Uint8Array): { format: Uint8Array; data: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 12 || tagAt(bytes, 0) !== 'RIFF' || tagAt(bytes, 8) !== 'WAVE')
    throw new TypeError('this is no WAV file')
  let format: Uint8Array | undefined
  for (let at = 12; at + 8 <= bytes.byteLength; ) {
    const length = view.getUint32(at + 4, true)
    const content = bytes.subarray(at + 8, at + 8 + length)
    if (tagAt(bytes, at) === 'fmt ') format = content
    if (tagAt(bytes, at) === 'data' && format !== undefined && format.byteLength >= 16) return { format, data: content }
    at += 8 + length + (length % 2)
  }
  throw new TypeError('the WAV file lacks its format or its samples')
}

/** @returns a whole WAV file of these samples */
export function wavOf(format: Uint8Array, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(WAV_FRAME_BYTES + format.byteLength + data.byteLength)
  const view = new DataView(whole.buffer)
  const put = (at: number, tag: string, length: number) => {
    for (let index = 0; index < 4; index++) whole[at + index] = tag.charCodeAt(index)
    view.setUint32(at + 4, length, true)
  }
  put(0, 'RIFF', whole.byteLength - 8)
  for (let index = 0; index < 4; index++) whole[8 + index] = 'WAVE'.charCodeAt(index)
  put(12, 'fmt ', format.byteLength)
  whole.set(format, 20)
  put(20 + format.byteLength, 'data', data.byteLength)
  whole.set(data, 28 + format.byteLength)
  return whole
}

const tagAt = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
