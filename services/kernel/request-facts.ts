// What is known of a request besides its body: its ids, who called, and whether it came over a socket at all.
import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import type { Context } from 'hono'

declare module 'hono' {
  interface ContextVariableMap {
    traceId: string
    requestId: string
    /** Ids of the subject, for the log line. */
    ids: Record<string, string>
    /** How a call of gRPC ended; its HTTP status says nothing. */
    rpcOutcome: 'ok' | 'refused' | 'error' | undefined
  }
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}/
const REQUEST_ID = /^[A-Za-z0-9._:-]{1,128}$/
const LOGGED_IDS = ['tenant_id', 'campaign_id', 'execution_id', 'action_id', 'session_id', 'sequence_id']

/** The trace id of W3C `traceparent`, or a new one where none came or it is malformed. */
export function traceIdOf(c: Context): string {
  return TRACEPARENT.exec(c.req.header('traceparent') ?? '')?.[1] ?? randomBytes(16).toString('hex')
}

export function requestIdOf(c: Context): string {
  const given = c.req.header('x-request-id') ?? ''
  return REQUEST_ID.test(given) ? given : randomUUID()
}

/** Keeps the ids that a parsed body or query carries, so that the log line can name the subject. */
export function noteIds(c: Context, value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const found = Object.entries(value).filter(
    ([key, id]) => LOGGED_IDS.includes(key) && (typeof id === 'string' || typeof id === 'number'),
  )
  c.set('ids', { ...c.get('ids'), ...Object.fromEntries(found.map(([key, id]) => [key, String(id)])) })
}

/** The request of Node's server; undefined when the service called itself in process. */
export function incomingOf(c: Context): (IncomingMessage & Partial<Pick<Http2ServerRequest, 'stream'>>) | undefined {
  // @hono/node-server puts it into env; `app.request` has no env at all.
  const env = c.env as { incoming?: IncomingMessage } | undefined
  return env?.incoming
}

/** Handed as env to `app.request`: no client can say this of itself over the wire. */
export const IN_PROCESS = { inProcess: true } as const

export function isInProcess(c: Context): boolean {
  const env = c.env as { inProcess?: boolean } | undefined
  return env?.inProcess === true
}

export function isLoopback(c: Context): boolean {
  const address = incomingOf(c)?.socket.remoteAddress
  if (address === undefined) return incomingOf(c) === undefined
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}
