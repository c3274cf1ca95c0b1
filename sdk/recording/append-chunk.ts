// One chunk of a recording on its way into its session.
import type { CallOptions } from '../client/call-options.ts'
import type { Caller } from '../client/create-caller.ts'
import type { ChunkReceipt } from '../resources/shapes.ts'
import { type Bytes, bytesOf } from './bytes-of.ts'
import { sha256Hex } from './sha256-hex.ts'

export interface Chunk {
  /** From 1, one after the other. */
  sequenceId: number
  /** When its first sample was recorded: RFC 3339 or a Date. */
  startedAt: string | Date
  bytes: Bytes
  contentType: 'audio/wav' | 'audio/webm' | 'audio/ogg' | 'audio/flac' | 'audio/mpeg'
  durationMs?: number
  /** Of `start` or `resume`: an older connection is refused (EPOCH_SUPERSEDED). */
  epoch?: number
}

export interface Appended extends ChunkReceipt {
  /** The server is going down: go on over a new connection. */
  isDraining: boolean
}

/** Its hash is computed here; what is answered is in the object store. */
export async function appendChunk(caller: Caller, id: string, chunk: Chunk, options: CallOptions): Promise<Appended> {
  const { sequenceId, startedAt, durationMs, epoch, contentType } = chunk
  const body = await bytesOf(chunk.bytes)
  const headers = {
    ...options.headers,
    'content-type': contentType,
    'x-sequence-id': String(sequenceId),
    'x-chunk-sha256': await sha256Hex(body),
    'x-started-at': typeof startedAt === 'string' ? startedAt : startedAt.toISOString(),
    ...(durationMs === undefined ? {} : { 'x-duration-ms': String(durationMs) }),
    ...(epoch === undefined ? {} : { 'x-session-epoch': String(epoch) }),
  }
  const path = `/api/v1/session/${encodeURIComponent(id)}/append`
  const response = await caller.fetch(path, { ...options, method: 'POST', body, headers })
  const receipt = (await response.json()) as ChunkReceipt
  return { ...receipt, isDraining: response.headers.get('x-session-drain') === '1' }
}
