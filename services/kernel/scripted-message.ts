// The scripted answer of a call of gRPC: as for a route, but as the message that the method answers with.
import { fromJson, toJson } from '@bufbuild/protobuf'
import { createContextKey, type HandlerContext, type Interceptor } from '@connectrpc/connect'
import { type KnobState, pathFits, takeTurn } from './knob-state.ts'

/** Set by the gate: an answer that is not the method's own still needs the headers that were begun for it. */
export const HANDLING = createContextKey<Pick<HandlerContext, 'responseHeader' | 'responseTrailer'> | undefined>(
  undefined,
)

/** Replies are told apart by path and by the request's field `sha256`; `status` says nothing to gRPC. */
export function scriptedMessage(state: KnobState): Interceptor {
  return next => async request => {
    const { method, service } = request
    const handling = request.contextValues.get(HANDLING)
    if (request.stream || state.replies.length === 0 || handling === undefined) return next(request)
    const path = `/${service.typeName}/${method.name}`
    const sent = toJson(request.method.input, request.message)
    const sha256 = typeof sent === 'object' && sent !== null && 'sha256' in sent ? String(sent.sha256) : undefined
    const found = takeTurn(
      state.replies,
      ({ match }) =>
        pathFits(match.path, path) &&
        match.sequence_id === undefined &&
        (match.sha256 === undefined || match.sha256 === sha256?.toLowerCase()),
    )
    if (found === undefined) return next(request)
    const message = fromJson(method.output, found.reply, { ignoreUnknownFields: true })
    const { responseHeader: header, responseTrailer: trailer } = handling
    return { stream: false, service, method: request.method, message, header, trailer }
  }
}
