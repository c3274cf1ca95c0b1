// The gRPC port: HTTP/2 without TLS, and HTTP/1.1 for gRPC-Web and Connect.
import type { RequestListener } from 'node:http'
import type { ServerHttp2Session } from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { createServer } from '@httptoolkit/httpolyglot'
import type { GrpcHandler } from './create-grpc-handler.ts'

export interface GrpcServer {
  port: number
  /** Idle connections go at once, busy ones when their calls have ended, or at the end of the grace. */
  stop(graceMs: number): Promise<void>
}

const TIMEOUTS = { keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 0 }

export async function startGrpcServer(
  handler: GrpcHandler,
  { port, host }: { port: number; host: string },
): Promise<GrpcServer> {
  // The handler tells the two kinds of requests apart.
  const server = createServer({ http: TIMEOUTS }, handler as RequestListener)
  const sockets = new Set<Socket>()
  /** Requests of HTTP/1.1 under way. */
  const busy = new Map<Socket, number>()
  const sessions = new Set<ServerHttp2Session>()
  let stopping = false
  // Heard once of the port and once of the protocol; a set takes it once.
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    // Node's own servers do so; else a small answer waits 40 ms for the acknowledgement of its headers.
    socket.setNoDelay(true)
    socket.once('close', () => {
      sockets.delete(socket)
      busy.delete(socket)
    })
  })
  server.on('session', (session: ServerHttp2Session) => {
    sessions.add(session)
    session.once('close', () => sessions.delete(session))
    // The connection is gone, which its calls hear of themselves.
    session.on('error', () => session.destroy())
  })
  server.on('request', ({ socket, httpVersionMajor }, response) => {
    if (httpVersionMajor === 2) return
    busy.set(socket, (busy.get(socket) ?? 0) + 1)
    response.once('close', () => {
      const left = (busy.get(socket) ?? 1) - 1
      if (sockets.has(socket)) busy.set(socket, left)
      if (stopping && left === 0) socket.destroySoon()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, 1024, resolve)
  })
  const listening = (server.address() as AddressInfo).port
  return {
    port: listening,
    async stop(graceMs) {
      stopping = true
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      for (const session of sessions) session.close()
      for (const socket of sockets) if (busy.get(socket) === 0 || socket.bytesRead === 0) socket.destroy()
      const timer = setTimeout(() => {
        for (const session of sessions) session.destroy()
        for (const socket of sockets) socket.destroy()
      }, graceMs)
      await closed
      clearTimeout(timer)
    },
  }
}
