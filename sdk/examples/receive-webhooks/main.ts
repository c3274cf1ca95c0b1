import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { verifyWebhook, WebhookRefused } from '@mandate/sdk'
import { needed } from '../settings.ts'

// Receives webhooks, believes only those that hold, and does what each says once. WEBHOOK_SECRET is the endpoint's `whsec_…`; while they
// rotate, two with a space between.
const secrets = needed(process.env, 'WEBHOOK_SECRET').split(' ')
/** In your own product a table with a unique key: it outlives a restart. */
const seen = new Set<string>()

const server = createServer((request, response) => {
  receive(request, response).catch(error => {
    if (error instanceof WebhookRefused) response.writeHead(401).end(error.message)
    // Anything but 2xx is delivered again: what failed here is no reason to lose it.
    else response.writeHead(500).end()
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
})

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The bytes as they came: parsed and written again they would be others.
  const body = Buffer.concat(await request.toArray())
  const { id, event } = verifyWebhook(body, request.headers, secrets)
  if (!seen.has(id)) console.log(id, JSON.stringify(event))
  seen.add(id)
  response.writeHead(204).end()
}
