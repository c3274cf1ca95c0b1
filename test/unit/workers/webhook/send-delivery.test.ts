// A try goes to the address that was checked, and nowhere else.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newSecret } from '#queues/webhook/webhook-secret.ts'
import { type SendOptions, sendDelivery } from '#workers/webhook/send-delivery.ts'

let reached = 0
const server = createServer((_, response) => {
  reached += 1
  response.writeHead(200, { 'content-type': 'text/plain' })
  response.write('slowly')
})
let port = 0
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const RULES = { timeoutMs: 3000, allowHttp: true, allowedHosts: [] }
const toInner = async () => [{ address: '127.0.0.1' }]
const send = (options: Partial<SendOptions> = {}, signal = new AbortController().signal) =>
  sendDelivery(
    { id: 'msg', url: `http://hooks.example.com:${port}/`, body: '{}', secrets: [newSecret()] },
    { ...RULES, lookup: toInner, ...options },
    signal,
  )

it('a name that leads inside by now is not called', async () => {
  expect(await send()).toMatchObject({ httpStatus: null, error: 'INNER_ADDRESS' })
  expect(reached).toBe(0)
})

it('the address that was looked up is the one that is called, and a body that never ends changes nothing of a 200', async () => {
  const sent = await send({ allowedHosts: ['hooks.example.com'] })
  expect(sent).toEqual({ httpStatus: 200, error: null, response: 'slowly', retryAfterMs: null })
  expect(reached).toBe(1)
})

it('a resolver that never answers is a timeout', async () => {
  expect(await send({ lookup: () => new Promise(() => {}) })).toMatchObject({ error: 'TIMEOUT' })
})

it('a process that leaves has tried nothing', async () => {
  const leaving = new AbortController()
  const sending = send({ lookup: () => new Promise(() => {}) }, leaving.signal)
  leaving.abort(new Error('leaving'))
  await expect(sending).rejects.toThrow('leaving')
})
