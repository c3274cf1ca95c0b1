// The place where a stretch of a file is read as the bytes of one object.

import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'

/** Stays readable though it is removed meanwhile, until it is closed. */
export interface OpenBlob extends AsyncDisposable {
  /** Throws when there are not so many. */
  read(first: number, bytes: number): Promise<Uint8Array>
  /** The whole of it, or both ends included. Does not close it. */
  stream(range?: { start: number; end: number }): Readable
  close(): Promise<void>
}

export interface Stretch {
  file: FileHandle
  at: number
  bytes: number
  close(): Promise<void>
}

const PIECE_BYTES = 256 * 1024

export function openBlob({ file, at, bytes, close }: Stretch): OpenBlob {
  const read = async (first: number, count: number) => {
    const piece = Buffer.allocUnsafe(count)
    const { bytesRead } = await file.read(piece, 0, count, at + first)
    if (bytesRead < count || first + count > bytes) throw new Error('The file of an object is shorter than it was')
    return piece
  }
  async function* pieces(start: number, end: number) {
    for (let from = start; from <= end; from += PIECE_BYTES)
      yield await read(from, Math.min(PIECE_BYTES, end - from + 1))
  }
  const stream: OpenBlob['stream'] = ({ start, end } = { start: 0, end: bytes - 1 }) =>
    Readable.from(pieces(start, end), { objectMode: false })
  return { read, stream, close, [Symbol.asyncDispose]: close }
}
