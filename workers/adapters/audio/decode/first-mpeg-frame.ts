// Where MPEG audio really begins: one header's sync is found in any random bytes, two that agree are not (ISO 11172-3, 2.4.1.3).

/** @returns undefined: there is no frame in the first bytes after the ID3 tag */
export function firstMpegFrame(bytes: Buffer): number | undefined {
  const start = endOfId3(bytes)
  // A chunk cut out of a running stream begins in the middle of a frame.
  const last = Math.min(bytes.length - 4, start + SEARCHED_BYTES)
  for (let at = start; at <= last; at++) {
    const frame = readFrame(bytes, at)
    if (frame === undefined) continue
    const next = readFrame(bytes, at + frame.bytes)
    if (next?.sampleRateHz === frame.sampleRateHz && next.version === frame.version) return at
  }
  return undefined
}

const SEARCHED_BYTES = 4096

interface Frame {
  version: number
  sampleRateHz: number
  bytes: number
}

/** Layer III only: what recorders call MP3. */
function readFrame(bytes: Buffer, at: number): Frame | undefined {
  if (at + 4 > bytes.length) return undefined
  const header = bytes.readUInt32BE(at)
  const version = (header >>> 19) & 3
  const rates = RATES_HZ[version]
  const sampleRateHz = rates?.[(header >>> 10) & 3]
  const kbps = (version === MPEG_1 ? KBPS_1 : KBPS_2)[(header >>> 12) & 15]
  if (header >>> 21 !== SYNC || ((header >>> 17) & 3) !== LAYER_3 || !sampleRateHz || !kbps) return undefined
  const padding = (header >>> 9) & 1
  const bytesLong = Math.floor(((version === MPEG_1 ? 144_000 : 72_000) * kbps) / sampleRateHz) + padding
  return { version, sampleRateHz, bytes: bytesLong }
}

const SYNC = 0x7ff
const LAYER_3 = 1
const MPEG_1 = 3
/** By version: 2.5, reserved, 2, 1. */
const RATES_HZ: readonly (readonly number[])[] = [
  [11_025, 12_000, 8000],
  [],
  [22_050, 24_000, 16_000],
  [44_100, 48_000, 32_000],
]
const KBPS_1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0]
const KBPS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0]

/** https://id3.org/id3v2.4.0-structure, 3.1: ten bytes, the size in four sevens of bits. */
function endOfId3(bytes: Buffer): number {
  if (bytes.length < 10 || bytes.toString('latin1', 0, 3) !== 'ID3') return 0
  const sevens = [6, 7, 8, 9].map(at => bytes.readUInt8(at) & 0x7f)
  const size = sevens.reduce((sum, seven) => sum * 128 + seven, 0)
  const hasFooter = (bytes.readUInt8(5) & 0x10) !== 0
  return 10 + size + (hasFooter ? 10 : 0)
}
