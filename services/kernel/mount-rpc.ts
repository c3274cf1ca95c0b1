// Lets a service be called over gRPC, gRPC-Web and Connect on the port of its routes, behind the same log and the same knobs.
import type { DescService } from '@bufbuild/protobuf'
import {
  ConnectError,
  type ConnectRouter,
  createConnectRouter,
  createContextKey,
  createContextValues,
  type Interceptor,
} from '@connectrpc/connect'
import {
  type UniversalHandler,
  type UniversalServerRequest,
  universalServerRequestFromFetch,
  universalServerResponseToFetch,
} from '@connectrpc/connect/protocol'
import {
  type connectNodeAdapter,
  universalRequestFromNodeRequest,
  universalResponseToNodeResponse,
} from '@connectrpc/connect-node'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { KnobState } from './knob-state.ts'
import { HANDLING, scriptedMessage } from './scripted-message.ts'

export interface RpcOptions {
  services: readonly DescService[]
  routes(router: ConnectRouter): void
  /** Of one message. */
  maxBytes: number
}

/** @param inFront the knobs, where they are opened */
export function mountRpc(
  app: Hono,
  rpc: RpcOptions,
  { logger, knobs, inFront }: { logger: Logger; knobs: KnobState; inFront: readonly MiddlewareHandler[] },
): void {
  const router = createConnectRouter({
    readMaxBytes: rpc.maxBytes,
    requestGate: context => void context.values.set(HANDLING, context),
    interceptors: [noteOutcome(logger), scriptedMessage(knobs)],
  })
  rpc.routes(router)
  for (const { typeName } of rpc.services) for (const middleware of inFront) app.use(`/${typeName}/*`, middleware)
  for (const handler of router.handlers) app.all(handler.requestPath, c => answer(c, handler))
}

/** What Node's server hands to Hono; nothing when the service called itself in process. */
interface NodeBindings {
  incoming?: Parameters<NodeHandler>[0]
  outgoing?: Parameters<NodeHandler>[1]
}
type NodeHandler = ReturnType<typeof connectNodeAdapter>

/** A fetch Response has no trailers, which gRPC ends with: over a socket the answer is written past Hono. */
async function answer(c: Context, handler: UniversalHandler): Promise<Response> {
  const { incoming, outgoing } = c.env as NodeBindings
  const contextValues = createContextValues().set(CALL, c)
  if (incoming === undefined || outgoing === undefined) {
    const request = universalServerRequestFromFetch(c.req.raw, {})
    return universalServerResponseToFetch(await handler(withValues(request, contextValues)))
  }
  const request = universalRequestFromNodeRequest(incoming, outgoing, undefined, contextValues)
  await universalResponseToNodeResponse(await handler(request), outgoing)
  return RESPONSE_ALREADY_SENT
}

function withValues(
  request: UniversalServerRequest,
  contextValues: NonNullable<UniversalServerRequest['contextValues']>,
): UniversalServerRequest {
  return { ...request, contextValues }
}

const CALL = createContextKey<Context | undefined>(undefined)

/** For the log line, which otherwise would know of HTTP's 200 alone; what nobody meant to throw is logged with its cause. */
function noteOutcome(logger: Logger): Interceptor {
  return next => async request => {
    const call = request.contextValues.get(CALL)
    try {
      const response = await next(request)
      call?.set('rpcOutcome', 'ok')
      return response
    } catch (error) {
      call?.set('rpcOutcome', error instanceof ConnectError ? 'refused' : 'error')
      if (!(error instanceof ConnectError)) logger.error({ event: 'unexpected', path: call?.req.path, err: error })
      throw error
    }
  }
}
