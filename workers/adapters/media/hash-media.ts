// The SHA-256 of the bytes behind a media address, without holding them.
import { createHash } from 'node:crypto'

export type OpenMedia = (url: string, signal: AbortSignal) => Promise<AsyncIterable<Uint8Array>>

/** @returns lower-case hex. @throws when the address is refused or cannot be read to its end */
export async function hashMedia(open: OpenMedia, url: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of await open(url, signal)) hash.update(chunk)
  return hash.digest('hex')
}
