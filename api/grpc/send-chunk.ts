// One chunk on its way to the route that appends it.
import type { HandlerContext } from '@connectrpc/connect'
import { type ChunkHead, ChunkHeadSchema } from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import { AppendReceipt } from '#contracts/session.ts'
import { HEADER_OF } from '../session/chunk-head.ts'
import { type App, askRoute } from './ask-route.ts'
import { bodyOf } from './session-message.ts'
import { sessionPath } from './session-path.ts'

export type SendChunk = (
  sessionId: string,
  head: ChunkHead,
  audio: Uint8Array | ReadableStream<Uint8Array>,
) => Promise<AppendReceipt>

/** @throws ConnectError with the chunk's `sequence_id` among its metadata */
export function sendChunk(app: App, context: HandlerContext): SendChunk {
  return async (sessionId, head, audio) => {
    const { content_type = '', ...fields } = bodyOf(ChunkHeadSchema, head)
    const told = Object.entries(HEADER_OF).flatMap(([field, header]) =>
      fields[field] === undefined ? [] : [[header, String(fields[field])] as const],
    )
    const headers = { 'content-type': String(content_type), ...Object.fromEntries(told) }
    const request = { method: 'POST', path: sessionPath(sessionId, '/append'), headers, body: audio } as const
    const members = { sequence_id: String(head.sequenceId) }
    return AppendReceipt.parse(await askRoute(app, context, request, { fieldOf, members }))
  }
}

/** `X-Chunk-Sha256` → `head.sha256`. */
function fieldOf(pointer: string): string {
  const field = Object.entries(HEADER_OF).find(([, header]) => header === pointer)?.[0]
  return field === undefined ? pointer : `head.${field}`
}
