// The log of a session as messages: the events of its HTTP route, one by one.
import { fromJsonString } from '@bufbuild/protobuf'
import type { HandlerContext } from '@connectrpc/connect'
import { EventSourceParserStream } from 'eventsource-parser/stream'
import {
  type LogEntry,
  LogEntrySchema,
  type WatchSessionRequest,
} from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import { MandateError } from '#domain/errors.ts'
import { type App, askForResponse } from './ask-route.ts'
import { sessionPath } from './session-path.ts'

/** @throws ConnectError; MandateError DRAINING when this process goes down before the session is final */
export async function* watchSession(
  app: App,
  context: HandlerContext,
  { sessionId, lastSeq }: WatchSessionRequest,
  isDraining: () => boolean,
): AsyncGenerator<LogEntry> {
  const headers = { accept: 'text/event-stream', 'last-event-id': String(lastSeq) }
  const response = await askForResponse(app, context, {
    method: 'GET',
    path: sessionPath(sessionId, '/events'),
    headers,
  })
  const { signal } = context
  const events = response.body
    ?.pipeThrough(new TextDecoderStream(), { signal })
    .pipeThrough(new EventSourceParserStream())
  for await (const { data } of events ?? []) yield fromJsonString(LogEntrySchema, data, { ignoreUnknownFields: true })
  if (isDraining()) throw new MandateError('DRAINING', 'this process is going down; watch again', { retryable: true })
}
