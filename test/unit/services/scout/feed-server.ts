// A publisher on an ephemeral port that answers as it is told.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface FeedServer {
  url: string
  port: number
  /** May be changed while it runs; a path without an answer is 404. */
  answers: Record<string, Answer>
  requests: IncomingMessage[]
  close(): Promise<void>
}

export async function startFeedServer(answers: Record<string, Answer> = {}): Promise<FeedServer> {
  const requests: IncomingMessage[] = []
  const feedServer = { url: '', port: 0, answers, requests, close }
  const server = createServer((request, response) => {
    requests.push(request)
    const answer = feedServer.answers[new URL(request.url ?? '/', 'http://x').pathname]
    if (answer) answer(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  // A TCP server's address is never a pipe's name.
  feedServer.port = (server.address() as AddressInfo).port
  feedServer.url = `http://127.0.0.1:${feedServer.port}`
  return feedServer

  function close(): Promise<void> {
    server.closeAllConnections()
    return new Promise((resolve, reject) => server.close(error => (error ? reject(error) : resolve())))
  }
}

/** An RSS feed of items with these titles, an hour apart, the first the newest. */
export function rssOf(titles: readonly string[], newest = Date.UTC(2026, 0, 10)): string {
  const items = titles.map((title, index) => {
    const date = new Date(newest - index * 3_600_000).toUTCString()
    return `<item><title>${title}</title><guid isPermaLink="false">${title}</guid><pubDate>${date}</pubDate></item>`
  })
  return `<rss version="2.0"><channel><title>Paper</title>${items.join('')}</channel></rss>`
}

export function send(body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer {
  return (_, response) => response.writeHead(status, headers).end(body)
}
