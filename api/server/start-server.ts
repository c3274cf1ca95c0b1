// The HTTP server around the app: what does not even parse as HTTP is a problem document, too.
import { createServer, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import { MandateError } from '#domain/errors.ts'
import { problemAnswer } from '../problem/problem-answer.ts'

export async function startServer(app: Hono, { port, host }: { port: number; host: string }): Promise<Server> {
  const listener = getRequestListener(app.fetch, { errorHandler: unparsable })
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 60_000 }, listener)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => refuseRaw(error, socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, 1024, resolve)
  })
  return server
}

/** Idle connections go at once, busy ones when they are answered, or at the end of the grace. */
export async function stopServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeIdleConnections()
  // What is answered from now on leaves its connection idle.
  const sweeping = setInterval(() => server.closeIdleConnections(), 100)
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearTimeout(timer)
  clearInterval(sweeping)
}

/** A Host header or a path that makes no address. */
function unparsable(): Response {
  const { status, headers, body } = malformed('the request line or its Host header is not valid')
  return new Response(body, { status, headers })
}

function refuseRaw(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const { headers, body } = malformed(
    error.code === 'HPE_HEADER_OVERFLOW' ? 'the headers are too large' : 'this is not HTTP',
  )
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
  const lines = Object.entries({ ...headers, 'content-length': Buffer.byteLength(body ?? ''), connection: 'close' })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  )
}

function malformed(detail: string) {
  return problemAnswer(new MandateError('MALFORMED_REQUEST', detail), { instance: '', traceId: '0'.repeat(32) })
}
