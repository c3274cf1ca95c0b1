// An object whole, when it is no larger than it may be.

/** Undefined when there are more than `maxBytes`; the rest is not read. */
export async function readAll(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array | undefined> {
  const read: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.length
    if (bytes > maxBytes) return undefined
    read.push(chunk)
  }
  return Buffer.concat(read)
}
