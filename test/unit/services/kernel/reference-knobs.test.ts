import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { echoService } from './echo-service.ts'
import { listening, postJson } from './listening.ts'

const Tested = z.object({ ok: z.boolean(), checks: z.array(z.object({ ok: z.boolean() })) })
const Calls = z.object({ data: z.array(z.record(z.string(), z.unknown())) })

async function echoUrl(): Promise<string> {
  return listening(echoService().app)
}

describe('the fault knobs', () => {
  it.each([
    [{ fault: 'error_500' }, 500, 'application/problem+json'],
    [{ fault: 'rate_limit', retry_after_seconds: 7 }, 429, 'application/problem+json'],
    [{ fault: 'html' }, 200, 'text/html; charset=UTF-8'],
    [{ fault: 'wrong_shape' }, 200, 'application/json'],
  ])('%j answers as it says', async (fault, status, type) => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/faults`, fault)
    const response = await postJson(`${url}/echo`, { value: 1 })
    expect([response.status, response.headers.get('content-type')]).toEqual([status, type])
    if (status === 429) expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.text()).not.toContain('"value"')
  })

  it('timeout never answers', async () => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/faults`, { fault: 'timeout' })
    const call = fetch(`${url}/echo`, { method: 'POST', signal: AbortSignal.timeout(150) })
    await expect(call).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('drop cuts the connection without an answer', async () => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/faults`, { fault: 'drop' })
    await expect(postJson(`${url}/echo`, { value: 1 })).rejects.toThrow('fetch failed')
  })

  it('slow answers rightly, but not before its time', async () => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/faults`, { fault: 'slow', ms: 120 })
    const startedAt = performance.now()
    expect(await (await postJson(`${url}/echo`, { value: 4 })).json()).toMatchObject({ value: 4 })
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(115)
  })

  it.each([
    ...['error_500', 'rate_limit', 'timeout', 'drop', 'html', 'wrong_shape'].map(fault => ({ fault })),
    { fault: 'slow', ms: 400 },
  ])('$fault makes the self-check red, and clearing makes it green', async fault => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/faults`, fault)
    expect(Tested.parse(await (await postJson(`${url}/test`, {})).json())).toMatchObject({
      ok: false,
      checks: [{ ok: false }],
    })
    await fetch(`${url}/_reference/faults`, { method: 'DELETE' })
    expect(Tested.parse(await (await postJson(`${url}/test`, {})).json()).ok).toBe(true)
  })

  it('a fault with times and path befalls only so many calls of that path', async () => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/faults`, { fault: 'error_500', times: 2, path: '/echo' })
    expect((await fetch(`${url}/elsewhere`)).status).toBe(404)
    const statuses = []
    for (let n = 0; n < 3; n += 1) statuses.push((await postJson(`${url}/echo`, { value: n })).status)
    expect(statuses).toEqual([500, 500, 200])
  })

  it('an unknown fault is refused', async () => {
    const url = await echoUrl()
    expect((await postJson(`${url}/_reference/faults`, { fault: 'explode' })).status).toBe(422)
  })
})

describe('scripted replies', () => {
  it('answer for the path so many times, then the route does again', async () => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/replies`, { match: { path: '/echo' }, reply: { scripted: [1] }, times: 1 })
    expect(await (await postJson(`${url}/echo`, { value: 1 })).json()).toEqual({ scripted: [1] })
    expect(await (await postJson(`${url}/echo`, { value: 1 })).json()).toMatchObject({ value: 1 })
  })

  it('find a JSON body by its sequence id, and leave the route its body', async () => {
    const url = await echoUrl()
    await postJson(`${url}/_reference/replies`, { match: { sequence_id: 7 }, reply: 'seven' })
    expect(await (await postJson(`${url}/echo`, { value: 1, sequence_id: 7 })).json()).toBe('seven')
    expect(await (await postJson(`${url}/echo`, { value: 8 })).json()).toMatchObject({ value: 8 })
  })

  it('find a multipart body by the hash of the file in it', async () => {
    const url = await echoUrl()
    const sha256 = createHash('sha256').update('sound').digest('hex')
    await postJson(`${url}/_reference/replies`, { match: { path: '/echo', sha256 }, reply: { text: 'said' } })
    const form = new FormData()
    form.set('audio', new Blob(['sound']))
    const response = await fetch(`${url}/echo`, { method: 'POST', body: form })
    expect(await response.json()).toEqual({ text: 'said' })
  })
})

describe('the list of calls', () => {
  it('shows what came in, with its keys, and not the calls of the self-check', async () => {
    const url = await echoUrl()
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    await postJson(`${url}/echo`, { value: 1 }, { 'idempotency-key': 'e1:RADAR_SCAN', traceparent })
    await postJson(`${url}/test`, {})
    const { data } = Calls.parse(await (await fetch(`${url}/_reference/calls`)).json())
    expect(data).toMatchObject([
      { method: 'POST', path: '/echo', idempotency_key: 'e1:RADAR_SCAN', traceparent, at: expect.any(String) },
      { method: 'POST', path: '/test', idempotency_key: null, traceparent: null },
    ])
  })
})

it('without the setting there are no knobs at all', async () => {
  const url = await listening(echoService({ knobs: false }).app)
  expect((await postJson(`${url}/_reference/faults`, { fault: 'error_500' })).status).toBe(404)
  expect((await postJson(`${url}/echo`, { value: 1 })).status).toBe(200)
})

it('to a caller who is not on loopback the knobs are not there', async () => {
  const { app } = echoService()
  const env = { incoming: { socket: { remoteAddress: '10.1.2.3' } } }
  expect((await app.request('/_reference/calls', {}, env)).status).toBe(404)
  const local = { incoming: { socket: { remoteAddress: '::ffff:127.0.0.1' } } }
  expect((await app.request('/_reference/calls', {}, local)).status).toBe(200)
})
