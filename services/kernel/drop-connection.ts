// Cuts a connection without another byte, as a crashing server or a bad network does.
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { incomingOf } from './request-facts.ts'
import { ServiceProblem } from './service-problem.ts'

/** Destroys the socket; in process there is none, so the call fails as it would on the wire. */
export function dropConnection(c: Context): Response {
  const incoming = incomingOf(c)
  if (incoming === undefined)
    throw new ServiceProblem(502, 'CONNECTION_DROPPED', 'the connection was dropped on purpose')
  // Over HTTP/2 the socket carries other calls as well; they are lost with it, as they would be.
  if (incoming.stream === undefined) incoming.socket.destroy()
  else incoming.stream.session?.destroy()
  return RESPONSE_ALREADY_SENT
}
