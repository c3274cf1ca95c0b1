// Listens, says so, and goes down cleanly: the last line of every service's main.
import { createServer, type RequestListener } from 'node:http'
import { serve } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Logger } from 'pino'
import { serveBoth } from './serve-both.ts'

const GRACE_MS = 2000
/** Longer than callers keep idle connections, so that none is closed under a request on its way. */
const KEEP_ALIVE_MS = 65_000

/** Resolves once the service was told to stop (SIGTERM, SIGINT) and its last request has ended, so that main can close its stores. */
export async function runService(
  app: Hono,
  config: { PORT: number; HOST: string },
  logger: Logger,
  { http2 = false } = {},
): Promise<void> {
  const { promise: stopped, resolve, reject } = Promise.withResolvers<void>()
  const place = { port: config.PORT, hostname: config.HOST }
  const server = serve({ fetch: app.fetch, ...place, createServer: http2 ? asHttpServer : createServer }, info => {
    const host = info.family === 'IPv6' ? `[${info.address}]` : info.address
    logger.info({ event: 'ready', url: `http://${host}:${info.port}`, pid: process.pid })
  })
  server.once('error', reject)
  if ('keepAliveTimeout' in server) server.keepAliveTimeout = KEEP_ALIVE_MS

  let stopping = false
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1) // Told twice: whoever asks does not want to wait.
    stopping = true
    logger.info({ event: 'stopping', signal })
    server.close(() => resolve())
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    // Answers held back by a fault knob would keep it open for ever.
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  try {
    await stopped
    logger.info({ event: 'stopped' })
  } finally {
    process.off('SIGTERM', stop)
    process.off('SIGINT', stop)
  }
}

/** Hono's adapter only listens on it and hands it requests, of HTTP/2 as well. */
const asHttpServer = ((_options: unknown, listener: RequestListener) =>
  serveBoth(listener)) as unknown as typeof createServer
