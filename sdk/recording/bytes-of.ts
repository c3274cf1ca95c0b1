// Bytes in whatever form they come.

export type Bytes = Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array>

/** @returns all of them; a stream is read to its end */
export async function bytesOf(bytes: Bytes): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes instanceof Uint8Array) return new Uint8Array(bytes)
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes)
  const whole = bytes instanceof Blob ? bytes : new Response(bytes as ReadableStream<Uint8Array<ArrayBuffer>>)
  return new Uint8Array(await whole.arrayBuffer())
}
