// A receiver of webhooks as somebody else would write it: verifies with the `standardwebhooks` package, answers as it is told.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import type { WebhookEvent } from '#contracts/webhook-event.ts'

export interface Received {
  id: string
  headers: IncomingHttpHeaders
  body: string
  event: WebhookEvent
}

export interface WebhookReceiver {
  url: string
  /** All that came, answered or not. */
  received: Received[]
  /** The same verified and counted once an id. @throws WebhookVerificationError for any that does not verify */
  verified(secret: string): Received[]
  /** What comes is verified as it comes, as a real receiver does: five minutes later its time is too old. */
  trust(secret: string): void
  /** From now on. */
  answerWith(answer: (response: ServerResponse, request: Received) => void): void
  /** Nobody listens on the port any more, until `open`. */
  shut(): Promise<void>
  open(): Promise<void>
  close(): Promise<void>
}

export const OK = (response: ServerResponse) => void response.writeHead(204).end()

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = []
  let answer: Parameters<WebhookReceiver['answerWith']>[0] = OK
  let trusted: Webhook | undefined
  const held = new Set<Received>()
  const sockets = new Set<Socket>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const one = { id: String(request.headers['webhook-id']), headers: request.headers, body, event: JSON.parse(body) }
      received.push(one)
      if (holds(trusted, one)) held.add(one)
      answer(response, one)
    })
  })
  server.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = (port: number) => new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const shut = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    ...{ url: `http://127.0.0.1:${port}/hook`, received, shut, open: () => listen(port) },
    verified(secret) {
      const webhook = new Webhook(secret)
      for (const one of received) if (!held.has(one)) verify(webhook, one)
      return [...new Map(received.map(one => [one.id, one])).values()]
    },
    trust(secret) {
      trusted = new Webhook(secret)
    },
    answerWith(next) {
      answer = next
    },
    close: () => (server.listening ? shut() : Promise.resolve()),
  }
}

const verify = (webhook: Webhook, { body, headers }: Received) =>
  webhook.verify(body, headers as Record<string, string>)

function holds(webhook: Webhook | undefined, one: Received): boolean {
  try {
    return webhook !== undefined && verify(webhook, one) !== undefined
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false
    throw error
  }
}
