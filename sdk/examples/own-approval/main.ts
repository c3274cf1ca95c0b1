import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createMandate, MandateError } from '@mandate/sdk'
import { settings } from '../settings.ts'
import { page } from './page.ts'

// Proposes one post, lets a person approve or reject it on a page of your own, and sees it published: no campaign, no Enterprise of yours.
const { url, token, approverToken } = settings(process.env)
const proposer = createMandate({ url, token })
// In your own product: the token of the person who is signed in there.
const person = createMandate({ url, token: approverToken })

const text = `Fresh beans since ${new Date().toISOString()}`
const { action_id } = await proposer.actions.propose({
  ...{ platform: 'MOCK', account: 'demo', governance_hash: 'policy-2026-11', execution: 'on_approval' },
  payload: { content_text: text },
})

const server = createServer((request, response) => {
  answer(request, response).catch(error => {
    // Somebody else was faster, or it changed meanwhile: the person is told, and nothing has happened.
    response.writeHead(error instanceof MandateError ? error.status || 502 : 500).end(String(error))
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`decide at http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`)
})

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(page(await person.actions.get(action_id)))
    return
  }
  const form = new URLSearchParams((await request.toArray()).join(''))
  // The digest of what stood on the page, not of what stands in the ledger now: a person approves what they have seen.
  if (form.get('decision') === 'approve') await person.actions.approve(action_id, { digest: form.get('digest') ?? '' })
  else await person.actions.reject(action_id, form.get('reason') || 'Not like this')
  response.writeHead(303, { location: '/' }).end()
}

const { status, permalink, error } = await proposer.actions.waitFor(action_id, { timeoutMs: 3_600_000 })
console.log(`action ${status}`, permalink ?? error?.message ?? '')
server.close()
server.closeAllConnections()
