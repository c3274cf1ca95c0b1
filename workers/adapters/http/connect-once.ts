// One socket, one request, no retry, no redirect: the only way in which anything is published.
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { callSpan } from './call-span.ts'

export interface SingleRequest {
  method: 'POST'
  path: string
  headers: Record<string, string>
  body: string
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

const MAX_ANSWER_BYTES = 1024 * 1024

/** Whom a socket is opened to. */
export interface Peer {
  /** As spans call it, e.g. `twitter`. */
  name: string
  origin: URL
}

/**
 * Connects (with TLS for https) and hands out the one request that may be written.
 * @throws when it can't connect within `timeoutMs`: not one byte of a request was written
 */
export async function connectOnce({ name, origin }: Peer, timeoutMs: number, signal: AbortSignal) {
  const socket = await connected(origin, timeoutMs, signal)
  return {
    /** @throws when there is no complete answer within `answerTimeoutMs`: the other side may have seen the request or not */
    send: (single: SingleRequest, answerTimeoutMs: number) =>
      callSpan({ peer: name, method: single.method, url: new URL(single.path, origin) }, async span => {
        const headers = { ...single.headers, ...span.headers }
        const answer = await sendOn(socket, origin, { ...single, headers }, answerTimeoutMs)
        span.answered(answer.status)
        return answer
      }),
    close: () => void socket.destroy(),
  }
}

function connected(origin: URL, timeoutMs: number, signal: AbortSignal): Promise<Socket> {
  const secure = origin.protocol === 'https:'
  const port = Number(origin.port) || (secure ? 443 : 80)
  const host = origin.hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const socket = secure
      ? connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) })
      : connectTcp({ host, port })
    const fail = (error: Error) => {
      settle()
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(
      () => fail(new Error(`no connection to ${host}:${port} within ${timeoutMs} ms`)),
      timeoutMs,
    )
    const abort = () => fail(signal.reason instanceof Error ? signal.reason : new Error('aborted'))
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
      socket.removeListener('error', fail)
    }
    signal.addEventListener('abort', abort)
    socket.once('error', fail)
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      settle()
      socket.on('error', () => undefined) // from here on the request reports it
      resolve(socket)
    })
  })
}

function sendOn(socket: Socket, origin: URL, single: SingleRequest, timeoutMs: number): Promise<Answer> {
  const request = origin.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => sending.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    const fail = (error: Error) => {
      clearTimeout(timer)
      socket.destroy()
      reject(error)
    }
    const sending = request(
      {
        createConnection: () => socket,
        method: single.method,
        path: single.path,
        headers: {
          host: origin.host,
          connection: 'close',
          'content-length': String(Buffer.byteLength(single.body)),
          ...single.headers,
        },
      },
      response => {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          if (bytes > MAX_ANSWER_BYTES) sending.destroy(new Error(`an answer over ${MAX_ANSWER_BYTES} bytes`))
          else chunks.push(chunk)
        })
        response.on('error', fail)
        response.on('aborted', () => fail(new Error('the connection was lost within the answer')))
        response.on('end', () => {
          clearTimeout(timer)
          if (!response.complete) return fail(new Error('the connection was lost within the answer'))
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          })
        })
      },
    )
    sending.on('error', fail)
    sending.end(single.body)
  })
}
