// Lets an application listen on an ephemeral loopback port for one test.
import type { AddressInfo } from 'node:net'
import { getRequestListener, serve } from '@hono/node-server'
import type { Hono } from 'hono'
import { onTestFinished } from 'vitest'
import { serveBoth } from '#services/kernel/serve-both.ts'

/** The URL to call it under; it is closed when the test ends. */
export async function listening(app: Hono): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  onTestFinished(
    () =>
      new Promise<void>(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${await promise}`
}

/** As `listening`, for HTTP/1.1 and HTTP/2. */
export async function listeningOnBoth(app: Hono): Promise<string> {
  const server = serveBoth(getRequestListener(app.fetch))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>(done => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export function postJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
    signal: AbortSignal.timeout(3000),
  })
}
