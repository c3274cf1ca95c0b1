// One address before several servers, as a load balancer is: each request of a connection goes to the next server, streams and
// broken requests included, and a server that takes no connection is passed over.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'

export interface OneAddress {
  url: string
  close(): Promise<void>
}

/** Request by request. No connection to a server is used twice: one that it is just closing would fail a request that may not be repeated. */
export async function oneAddress(servers: readonly string[]): Promise<OneAddress> {
  const next = turns(servers)
  // How long a request may take is for the servers behind to say, and an idle client keeps its connection as it would there.
  const settings = { requestTimeout: 0, keepAliveTimeout: 65_000 }
  const server = createServer(settings, (asked, answer) => void pass(next, asked, answer))
  // What is not HTTP is answered by a server, too: its bytes go there as they came.
  server.on('clientError', (error: Error & { rawPacket?: Buffer }, client: Socket) => {
    if (error.rawPacket === undefined || !client.writable) return void client.destroy()
    next().then(
      socket => {
        join(client, socket)
        socket.write(error.rawPacket ?? '')
      },
      () => client.destroy(),
    )
  })
  return listen(server)
}

/** Connection by connection, for what is not HTTP/1. */
export async function oneAddressByConnection(servers: readonly string[]): Promise<OneAddress> {
  const next = turns(servers)
  const server = createTcpServer(client => {
    client.on('error', () => client.destroy())
    next().then(
      socket => join(client, socket),
      () => client.destroy(),
    )
  })
  return listen(server)
}

async function pass(next: () => Promise<Socket>, asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  // Nobody takes it: as if nobody were here.
  const socket = await next().catch(() => undefined)
  if (socket === undefined) return void asked.socket.destroy()
  const sent = request({
    createConnection: () => socket,
    method: asked.method ?? 'GET',
    path: asked.url ?? '/',
    headers: asked.rawHeaders as never, // as they came, in their order and case
    setHost: false,
    setDefaultHeaders: false,
  })
  sent.on('continue', () => answer.writeContinue())
  sent.on('response', answered => {
    answer.writeHead(answered.statusCode ?? 502, answered.statusMessage ?? '', hopless(answered.rawHeaders))
    answer.flushHeaders() // a stream says nothing more for a while
    answered.pipe(answer)
    answered.on('error', () => answer.destroy())
  })
  sent.on('error', () => answer.destroy())
  answer.on('close', () => socket.destroy())
  // A server may answer before it has read everything. What nobody reads any more still stands before the client's next request.
  sent.on('close', () => {
    asked.unpipe()
    asked.resume()
  })
  asked.on('error', () => sent.destroy())
  asked.pipe(sent)
}

const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding'])

/** Without what concerns one connection alone. */
function hopless(rawHeaders: readonly string[]): string[] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && !HOP.has(name.toLowerCase()) ? [name, rawHeaders[index + 1] ?? ''] : [],
  )
}

/** @returns a connection to the next server that takes one; rejects where none does */
function turns(servers: readonly string[]): () => Promise<Socket> {
  let turn = 0
  return async () => {
    let failure: unknown
    for (let tried = 0; tried < servers.length; tried++) {
      const { hostname, port } = new URL(servers[turn++ % servers.length] ?? '')
      try {
        return await connected(hostname, Number(port))
      } catch (error) {
        failure = error
      }
    }
    throw failure
  }
}

function connected(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => socket.destroy())
      resolve(socket)
    })
  })
}

function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('close', () => to.destroy())
    from.pipe(to)
  }
}

async function listen(server: ReturnType<typeof createTcpServer>): Promise<OneAddress> {
  const open = new Set<Socket>()
  server.on('connection', socket => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      for (const socket of open) socket.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
