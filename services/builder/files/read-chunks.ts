// A file piece by piece, through one piece of memory.
import { open } from 'node:fs/promises'

const CHUNK_BYTES = 256 * 1024

/** Each chunk is good until the next is asked for: streams of Node's would leave memory of the file's size to be collected. */
export async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const memory = new Uint8Array(CHUNK_BYTES)
  const file = await open(path)
  try {
    for (;;) {
      const { bytesRead } = await file.read(memory, 0, CHUNK_BYTES)
      if (bytesRead === 0) return
      yield memory.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
