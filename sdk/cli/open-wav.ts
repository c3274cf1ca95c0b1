// A WAV file on disk, of which no more is read than the chunk that is sent.
import { type FileHandle, open } from 'node:fs/promises'
import { wavOf } from '../recording/wav-chunks.ts'
import { WAV_FRAME_BYTES, type WavPiece, wavLayout } from '../recording/wav-layout.ts'
import { UsageError } from './exit-code.ts'

/** What the API takes of one chunk. */
const CHUNK_LIMIT_BYTES = 4 * 1024 * 1024

export interface OpenWav {
  pieces: readonly WavPiece[]
  /** @returns a whole WAV file */
  read(piece: WavPiece): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

/** @throws UsageError when it is no WAV file, holds no sound, or its chunks would be too large for the API */
export async function openWav(path: string, chunkSeconds: number): Promise<OpenWav> {
  const file = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new UsageError(`${path} can not be read: ${cause.code ?? cause.message}`, { cause })
  })
  try {
    const { format, start, length } = await partsOf(file)
    const { pieces, bytesPerSecond } = wavLayout(format, length, chunkSeconds * 1000)
    const frameBytes = WAV_FRAME_BYTES + format.byteLength
    if (pieces.some(({ from, to }) => to - from + frameBytes > CHUNK_LIMIT_BYTES)) throw tooLarge()
    return {
      pieces,
      read: async ({ from, to }) => wavOf(format, await bytesAt(file, start + from, to - from)),
      close: () => file.close(),
    }

    function tooLarge(): UsageError {
      const most = Math.floor((CHUNK_LIMIT_BYTES - frameBytes) / bytesPerSecond)
      const so =
        most < 1 ? 'not even one second of this file fits' : `--chunk-seconds ${most} is the most for this file`
      return new UsageError(`the API takes 4 MiB of a chunk: ${so}`)
    }
  } catch (cause) {
    await file.close()
    throw cause instanceof TypeError ? new UsageError(`${path}: ${cause.message}`, { cause }) : cause
  }
}

/** Its format, and where its samples lie; those of a recording that was cut off reach to the end of the file. */
async function partsOf(file: FileHandle): Promise<{ format: Uint8Array; start: number; length: number }> {
  const { size } = await file.stat()
  const top = size < 12 ? '' : textOf(await bytesAt(file, 0, 12))
  if (!top.startsWith('RIFF') || !top.endsWith('WAVE')) throw new TypeError('this is no WAV file')
  let format: Uint8Array | undefined
  for (let at = 12; at + 8 <= size; ) {
    const head = await bytesAt(file, at, 8)
    const tag = textOf(head.subarray(0, 4))
    const said = new DataView(head.buffer).getUint32(4, true)
    const length = Math.min(said, size - at - 8)
    // 16 bytes are all that is ever asked of a format, 40 the most that there are; a file that claims more is no reason to read it.
    if (tag === 'fmt ') format = await bytesAt(file, at + 8, Math.min(length, 1024))
    if (tag === 'data' && format !== undefined) {
      if (length === 0) throw new TypeError('the WAV file holds no sound')
      return { format, start: at + 8, length }
    }
    at += 8 + said + (said % 2)
  }
  throw new TypeError('the WAV file lacks its format or its samples')
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(bytes, done, length - done, position + done)
    if (bytesRead === 0) throw new UsageError('the WAV file became shorter while it was read')
    done += bytesRead
  }
  return bytes
}

const textOf = (bytes: Uint8Array) => String.fromCharCode(...bytes)
