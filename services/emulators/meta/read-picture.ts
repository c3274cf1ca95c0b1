// A picture that was handed in or is fetched as Meta does: its hash and its kind, or why Meta would not take it.
import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import { GraphError } from './graph-error.ts'
import type { Picture } from './graph-world.ts'

const FETCH_TIMEOUT_MS = 3000
const MAX_BYTES = 30 * 1024 * 1024

/** @param url what the log shall name it by. @throws GraphError 36001 when it is none of `types` */
export async function readPicture(bytes: Uint8Array, url: string, types: readonly string[]): Promise<Picture> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? 'application/octet-stream'
  if (!types.includes(mime)) {
    throw new GraphError(400, {
      message: `The image format ${mime} is not supported. Supported formats are ${types.join(', ')}`,
      code: 36001,
      error_subcode: 2207005,
    })
  }
  return { url, mime, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Only loopback is asked: an emulator makes no calls into the world. @throws GraphError 9004 when it can't be fetched */
export async function fetchPicture(address: string, types: readonly string[]): Promise<Picture> {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) throw unfetchable(address)
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)) return { url: address }
  return readPicture(await bytesOf(url), address, types)
}

async function bytesOf(url: URL): Promise<Uint8Array> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
    if (!response.ok) throw new Error(`answered ${response.status}`)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (bytes.length > MAX_BYTES) throw new Error('too large')
    return bytes
  } catch {
    throw unfetchable(url.href) // whatever it was, Meta says no more than this
  }
}

function unfetchable(address: string): GraphError {
  return new GraphError(400, {
    message: `Only photo or video can be accepted as media type: ${address} could not be fetched.`,
    code: 9004,
    error_subcode: 2207052,
    is_transient: false,
    error_user_msg: 'The media could not be fetched from this URI.',
  })
}
