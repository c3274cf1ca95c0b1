import type { AddressInfo } from 'node:net'
import { createServer, type Server, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connectOnce } from '#workers/adapters/http/connect-once.ts'

interface Wire {
  url: URL
  /** Everything that came in, one text a connection. */
  received: string[]
  connections(): number
}

/** A server on the bare socket, so that it can answer badly. `answer` is called when a whole request with body is there. */
async function wire(answer: (socket: Socket) => void): Promise<Wire> {
  const received: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    const index = received.push('') - 1
    socket.on('error', () => {})
    socket.on('data', chunk => {
      received[index] += chunk.toString()
      if (received[index]?.endsWith('the-body')) answer(socket)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: urlOf(server), received, connections: () => received.length }
}

const urlOf = (server: Server) => new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mock`)
const POST = { method: 'POST', path: '/mock/posts', headers: { authorization: 'Bearer x' }, body: 'the-body' } as const
const settled = () => new Promise(resolve => setTimeout(resolve, 100))
const never = new AbortController().signal

async function sendTo({ url }: Wire, timeoutMs = 1000) {
  const connection = await connectOnce({ name: 'test', origin: url }, 1000, never)
  onTestFinished(() => connection.close())
  return connection.send(POST, timeoutMs)
}

describe('connecting', () => {
  it('fails when nobody listens, with nothing written', async () => {
    const gone = await wire(() => {})
    const { port } = gone.url
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    const closed = urlOf(server)
    await new Promise(resolve => server.close(resolve))
    await expect(connectOnce({ name: 'test', origin: closed }, 1000, never)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    })
    expect(port).not.toBe(closed.port)
  })

  it('fails on TLS with a server that speaks none, and the request is never written', async () => {
    const plain = await wire(() => {})
    const secure = new URL(plain.url.href.replace('http:', 'https:'))
    const attempt = connectOnce({ name: 'test', origin: secure }, 300, never)
    await expect(attempt).rejects.toThrow(/no connection|SSL|TLS|wrong version/i)
    expect(plain.received.join('')).not.toContain('the-body')
  })

  it('fails when it is aborted', async () => {
    const server = await wire(() => {})
    await expect(
      connectOnce({ name: 'test', origin: server.url }, 1000, AbortSignal.abort(new Error('stop'))),
    ).rejects.toThrow('stop')
  })

  it('writes nothing by itself', async () => {
    const server = await wire(() => {})
    const connection = await connectOnce({ name: 'test', origin: server.url }, 1000, never)
    await vi.waitFor(() => expect(server.connections()).toBe(1))
    connection.close()
    expect(server.received).toEqual([''])
  })
})

describe('the one request', () => {
  it('is written as given, and its answer read whole', async () => {
    const server = await wire(socket => {
      socket.write('HTTP/1.1 201 Created\r\nX-Rate-Limit-Reset: 7\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n')
      setTimeout(() => socket.end('2\r\n1}\r\n0\r\n\r\n'), 20)
    })
    expect(await sendTo(server)).toMatchObject({ status: 201, headers: { 'x-rate-limit-reset': '7' }, body: '{"a":1}' })
    expect(server.received[0]).toMatch(/^POST \/mock\/posts HTTP\/1\.1\r\n/)
    expect(server.received[0]).toMatch(/content-length: 8\r\n/i)
    expect(server.received[0]).toMatch(/authorization: Bearer x\r\n/i)
  })

  it.each<[string, (socket: Socket) => void]>([
    ['a reset after the body', socket => socket.resetAndDestroy()],
    ['an end without an answer', socket => socket.end()],
    ['half a header', socket => socket.end('HTTP/1.1 20')],
    ['no HTTP at all', socket => socket.end('hello there, who are you?\r\n\r\n')],
    ['an answer shorter than it says', socket => socket.end('HTTP/1.1 201 Created\r\nContent-Length: 50\r\n\r\n{"id"')],
    [
      'a chunked answer without its end',
      socket => socket.end('HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\n'),
    ],
    ['silence', () => {}],
    ['an answer that drips', socket => void drip(socket)],
    ['an answer without an end', socket => void flood(socket)],
  ])('%s is an error, and it is never written a second time', async (_, answer) => {
    const server = await wire(answer)
    await expect(sendTo(server, 400)).rejects.toThrow()
    await settled() // long enough for a client that tries again by itself
    expect(server.connections()).toBe(1)
    expect(server.received[0]?.match(/POST/g)).toHaveLength(1)
  })

  it('does not follow a redirect', async () => {
    const server = await wire(socket =>
      socket.end('HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n'),
    )
    expect(await sendTo(server)).toMatchObject({ status: 307 })
    expect(server.connections()).toBe(1)
  })
})

function drip(socket: Socket): void {
  socket.write('HTTP/1.1 201 Created\r\nContent-Length: 500\r\n\r\n')
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write('x')), 50)
}

function flood(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
    if (!socket.destroyed) socket.once('drain', more)
  }
  more()
}
