// A server that speaks HTTP/1.1 and, to whoever begins with its preface, HTTP/2 without TLS, on one port.
import type { RequestListener } from 'node:http'
import type { ServerHttp2Session } from 'node:http2'
import type { Server, Socket } from 'node:net'
import { createServer } from '@httptoolkit/httpolyglot'

export interface BothServer extends Server {
  /** Lets what is under way end, on both. */
  closeIdleConnections(): void
  closeAllConnections(): void
}

/** As `createServer` of node:http, for whoever makes a server of a listener. */
export function serveBoth(listener: RequestListener): BothServer {
  const server = createServer(listener)
  const sockets = new Set<Socket>()
  /** Requests of HTTP/1.1 under way. */
  const busy = new Map<Socket, number>()
  const sessions = new Set<ServerHttp2Session>()
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
      if (sockets.has(socket)) busy.set(socket, (busy.get(socket) ?? 1) - 1)
    })
  })
  return Object.assign(server, {
    closeIdleConnections() {
      for (const session of sessions) session.close()
      for (const socket of sockets) if (busy.get(socket) === 0 || socket.bytesRead === 0) socket.destroy()
    },
    closeAllConnections() {
      for (const session of sessions) session.destroy()
      for (const socket of sockets) socket.destroy()
    },
  })
}
