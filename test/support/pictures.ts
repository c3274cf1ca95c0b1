// Pictures for tests: good ones, and those that somebody made to do harm.
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'

/** Noise, so that it neither shrinks to nothing nor is like another of the same size. */
export async function photograph(width = 64, height = 48, seed = 1): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 3)
  let state = seed
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    pixels[at] = state >>> 24
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
}

/** A header that claims so many pixels, and a stream of zeros that unpacks to as many bytes. */
export function pngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const row = Buffer.alloc(1 + width * 3)
  const rows = Buffer.concat(Array.from({ length: Math.min(height, 200) }, () => row))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.byteLength)
  const body = Buffer.concat([Buffer.from(type), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

export const SVG = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
)

/** Begins as a JPEG and is a page. */
export const JPEG_AND_HTML = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
  Buffer.from('JFIF\0<html><script>alert(1)</script></html>'.padEnd(6000, ' ')),
])

/** Two short words as a GIF, and then a ZIP archive's head. */
export const GIF_AND_ZIP = Buffer.concat([Buffer.from('GIF89a'), Buffer.from('PK\u0003\u0004'.padEnd(500, 'x'))])
