// The bytes of a request as they come in, never held together.
import { IncomingMessage } from 'node:http'
import type { Context } from 'hono'

/**
 * Node's own message where there is one: the request and web stream that Hono would wrap it in are a noticeable part of an append.
 * Breaking off leaves the connection open, so that a refusal can still be answered on it.
 */
export function bodyStream({ env, req }: Context): ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | null {
  const incoming: unknown = env?.incoming // put there by @hono/node-server
  return incoming instanceof IncomingMessage ? incoming.iterator({ destroyOnReturn: false }) : req.raw.body
}
