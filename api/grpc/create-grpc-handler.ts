// The services of the gRPC port as one handler of requests.
import { ConnectError, type HandlerContext, type Interceptor } from '@connectrpc/connect'
import { connectNodeAdapter } from '@connectrpc/connect-node'
import type { Logger } from 'pino'
import { SessionService } from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import type { Ports } from '../pipeline/ports.ts'
import { traceOf } from '../pipeline/trace.ts'
import { toMandateError } from '../problem/problem-answer.ts'
import type { App } from './ask-route.ts'
import { callSpan } from './call-span.ts'
import { reflectionService } from './reflection-service.ts'
import { rpcErrorOf } from './rpc-error.ts'
import { sessionService } from './session-service.ts'

export interface GrpcOptions {
  app: App
  ports: Pick<Ports, 'health' | 'authenticate' | 'classifyError'>
  logger: Logger
}

export type GrpcHandler = ReturnType<typeof connectNodeAdapter>

/** Of a message; a chunk has at most half of it, so that what is a little too large is refused by name. */
const MAX_MESSAGE_BYTES = 8 * 1024 * 1024

export function createGrpcHandler({ app, ports, logger }: GrpcOptions): GrpcHandler {
  /** What a route refuses is an error already, and logged. */
  const refusal = (error: unknown, header: Headers, url: string): ConnectError => {
    if (error instanceof ConnectError) return error
    const problem = toMandateError(error, ports.classifyError)
    const { traceId, requestId } = traceOf(name => header.get(name) ?? undefined)
    const line = { event: 'call', path: new URL(url).pathname, code: problem.code }
    const ids = { request_id: requestId, trace_id: traceId }
    if (problem.code === 'INTERNAL') logger.error({ ...line, ...ids, err: problem.cause ?? problem })
    else logger.info({ ...line, ...ids })
    return rpcErrorOf(problem, traceId)
  }
  /** Before a byte of a message is read; the route asks again, for each chunk, since a stream may outlive its token. */
  const requestGate = async ({ requestHeader, url }: HandlerContext) => {
    try {
      await ports.authenticate(requestHeader.get('authorization') ?? undefined)
    } catch (error) {
      throw refusal(error, requestHeader, url)
    }
  }
  const named: Interceptor = next => async request => {
    const told = (error: unknown) => refusal(error, request.header, request.url)
    try {
      const response = await next(request)
      return response.stream ? { ...response, message: withRefusals(response.message, told) } : response
    } catch (error) {
      throw told(error)
    }
  }
  return connectNodeAdapter({
    readMaxBytes: MAX_MESSAGE_BYTES,
    interceptors: [callSpan, named],
    routes(router) {
      router.service(SessionService, sessionService(app, ports.health.draining), { requestGate })
      reflectionService(router, [SessionService])
    },
  })
}

async function* withRefusals<T>(messages: AsyncIterable<T>, told: (error: unknown) => ConnectError): AsyncGenerator<T> {
  try {
    yield* messages
  } catch (error) {
    throw told(error)
  }
}
