// mandate.session.v1.SessionService: every method on one screen, each with the HTTP route that it is.
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect'
import {
  AppendChunkResponseSchema,
  ChangeContextRequestSchema,
  ResumeSessionResponseSchema,
  type SessionService,
  StartSessionRequestSchema,
} from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import { MandateError } from '#domain/errors.ts'
import { appendChunks } from './append-chunks.ts'
import { type App, askRoute, type RouteRequest } from './ask-route.ts'
import { sendChunk } from './send-chunk.ts'
import { bodyOf, messageOf, sessionMessage, startedMessage } from './session-message.ts'
import { sessionPath } from './session-path.ts'
import { watchSession } from './watch-session.ts'

export function sessionService(app: App, isDraining: () => boolean): ServiceImpl<typeof SessionService> {
  const ask = (context: HandlerContext, method: RouteRequest['method'], path: string, body?: unknown) =>
    askRoute(app, context, { method, path, ...(body === undefined ? {} : { body }) })
  return {
    startSession: async (request, context) =>
      startedMessage(await ask(context, 'POST', '/session/start', bodyOf(StartSessionRequestSchema, request))),

    changeContext: async (request, context) => {
      const body = bodyOf(ChangeContextRequestSchema, request)
      // proto3 has no null: what is empty is taken away.
      for (const name of ['current_speaker_id', 'topic']) if (body[name] === '') body[name] = null
      return sessionMessage(await ask(context, 'PATCH', sessionPath(request.sessionId, '/current-context'), body))
    },

    appendChunks: (requests, context) => appendChunks(requests, sendChunk(app, context), isLeaving(context)),

    appendChunk: async ({ sessionId, head, data }, context) => {
      if (head === undefined) throw new MandateError('MALFORMED_REQUEST', 'the chunk has no head')
      return messageOf(AppendChunkResponseSchema, await sendChunk(app, context)(sessionId, head, data))
    },

    resumeSession: async ({ sessionId }, context) =>
      messageOf(ResumeSessionResponseSchema, await ask(context, 'POST', sessionPath(sessionId, '/resume'))),

    finalizeSession: async ({ sessionId, lastSequenceId, waitSeconds }, context) => {
      const headers = waitSeconds > 0 ? { prefer: `wait=${waitSeconds}` } : {}
      const body = lastSequenceId === undefined ? {} : { last_sequence_id: lastSequenceId }
      const path = sessionPath(sessionId, '/finalize')
      return sessionMessage(await askRoute(app, context, { method: 'POST', path, headers, body }))
    },

    getSession: async ({ sessionId }, context) => sessionMessage(await ask(context, 'GET', sessionPath(sessionId))),

    watchSession: (request, context) => watchSession(app, context, request, isDraining),
  }
}

/** What an append was told of this server, as `X-Session-Drain`. */
function isLeaving({ responseHeader }: HandlerContext): () => boolean {
  return () => responseHeader.get('x-session-drain') === '1'
}
