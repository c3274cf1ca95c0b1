import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { json } from '#api/pipeline/answer.ts'
import { defineRoute } from '#api/pipeline/route.ts'
import { IllegalTransition, MandateError } from '#domain/errors.ts'
import type { KeptAnswer } from '#domain/ports/campaign-ledger.ts'
import type { IdempotencyStore } from '#domain/ports/idempotency-store.ts'
import { TENANT_A, TENANT_B } from '#test/support/test-issuer.ts'
import { caller, stubApp } from '../stub-ports.ts'

const run = vi.fn(async () => json(200, { done: true }))
const KNOWN = '0199a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b'
const route = defineRoute<object, { n: number }, { q?: string | undefined }>({
  method: 'post',
  path: '/things/{id}/poke',
  name: 'poke',
  tag: 'Things',
  summary: 'Poke',
  scopes: ['campaigns:write'],
  human: true,
  subject: async (_, __, id) => (id === KNOWN ? {} : undefined),
  query: z.strictObject({ q: z.string().optional() }),
  body: {
    schema: z.strictObject({ n: z.number(), tenant_id: z.string().optional() }),
    required: true,
    limit: 'json',
    examples: {},
  },
  answers: [],
  run,
})
const store = (): IdempotencyStore & { kept: KeptAnswer[] } => {
  const kept: KeptAnswer[] = []
  return {
    kept,
    find: async (tenantId, path, key) => kept.find(a => a.tenantId === tenantId && a.route === path && a.key === key),
    keep: async answer => void kept.push(answer),
  }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const ask = async (
  ports: Parameters<typeof stubApp>[1],
  { id = KNOWN, query = '', body = '{"n":1}', headers = JSON_TYPE as Record<string, string> } = {},
) => {
  const sent = {
    method: 'POST',
    body,
    headers: { 'content-length': String(Buffer.byteLength(String(body))), ...headers },
  }
  const response = await stubApp([route], ports).request(`/api/v1/things/${id}/poke${query}`, sent)
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

describe('refusals come in the contract’s order, each before anything later is even looked at', () => {
  const everythingWrong = {
    id: 'nothing',
    query: '?x=1',
    body: 'x'.repeat(2000),
    headers: { 'content-type': 'text/plain' },
  }

  it.each([
    ['503 while draining', { health: { draining: () => true } as never }, everythingWrong, 503, 'DRAINING'],
    [
      '401',
      { authenticate: () => Promise.reject(new MandateError('UNAUTHENTICATED', 'no')) },
      everythingWrong,
      401,
      'UNAUTHENTICATED',
    ],
    [
      '429',
      { spendRate: () => Promise.reject(new MandateError('RATE_LIMITED', 'no')) },
      everythingWrong,
      429,
      'RATE_LIMITED',
    ],
    [
      '403 scope',
      { authenticate: async () => caller({ scopes: new Set(['ops']) }) },
      everythingWrong,
      403,
      'INSUFFICIENT_SCOPE',
    ],
    [
      '403 person',
      { authenticate: async () => caller({ actor: { sub: 'bot', principal: 'service' } }) },
      everythingWrong,
      403,
      'HUMAN_REQUIRED',
    ],
    ['404', {}, everythingWrong, 404, 'NOT_FOUND'],
    ['415', {}, { ...everythingWrong, id: KNOWN }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['413', {}, { ...everythingWrong, id: KNOWN, headers: JSON_TYPE }, 413, 'PAYLOAD_TOO_LARGE'],
    ['400', {}, { query: '?x=1', body: '{' }, 400, 'MALFORMED_REQUEST'],
    ['403 tenant', {}, { query: '?x=1', body: `{"tenant_id":"${TENANT_B}"}` }, 403, 'TENANT_MISMATCH'],
    ['422', {}, { query: '?x=1', body: `{"tenant_id":"${TENANT_A}"}` }, 422, 'VALIDATION_FAILED'],
  ])('%s', async (_, ports, request, status, code) => {
    run.mockClear()
    const answer = await ask(ports, request)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(run).not.toHaveBeenCalled()
  })

  it('409 last, with the state and what it allows', async () => {
    run.mockRejectedValueOnce(new IllegalTransition('poke', 'LEARN', ['cancel']))
    expect((await ask({})).body).toMatchObject({
      status: 409,
      code: 'INVALID_STATE',
      state: 'LEARN',
      allowed: ['cancel'],
    })
  })

  it('422 points at everything that is wrong, in query and body', async () => {
    const { body } = await ask({}, { query: '?x=1', body: '{"n":"no","more":1}' })
    const pointers = (body.errors as { pointer: string }[]).map(error => error.pointer)
    expect(pointers.sort()).toEqual(['/more', '/n', '?x'])
  })
})

describe('a body', () => {
  it('sent in chunks is refused as soon as it is too large, not when it is over', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(512))
      },
    })
    const response = await stubApp([route]).request(`/api/v1/things/${KNOWN}/poke`, {
      method: 'POST',
      body: endless,
      headers: { ...JSON_TYPE, 'transfer-encoding': 'chunked' },
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
    expect(pulled).toBeLessThan(10)
  })

  it('that is missing is 400, and of another charset 415', async () => {
    expect((await ask({}, { body: '', headers: {} })).status).toBe(400)
    expect((await ask({}, { headers: { 'content-type': 'application/json; charset=latin1' } })).status).toBe(415)
    expect(
      (await ask({}, { headers: { 'content-type': 'application/merge-patch+json; charset="UTF-8"' } })).status,
    ).toBe(200)
  })
})

describe('an error that nobody expected', () => {
  it('is 500 without a word of what it was', async () => {
    run.mockRejectedValueOnce(new Error('SELECT secret FROM postgres://user:pw@host'))
    const { status, body } = await ask({})
    expect([status, body.code]).toEqual([500, 'INTERNAL'])
    expect(JSON.stringify(body)).not.toMatch(/secret|postgres|SELECT/)
  })

  it('is 503 with Retry-After when it is known to mean that the ledger is away', async () => {
    run.mockRejectedValueOnce(new Error('connect ECONNREFUSED'))
    const { status, headers } = await ask({ classifyError: () => 'UNAVAILABLE' })
    expect([status, headers.get('retry-after')]).toEqual([503, '2'])
  })
})

describe('an Idempotency-Key', () => {
  const keyed = { headers: { ...JSON_TYPE, 'idempotency-key': '"k"' } }

  it('keeps refusals of the input and of the state, and replays them', async () => {
    const idempotency = store()
    run.mockRejectedValueOnce(new IllegalTransition('poke', 'LEARN', []))
    const first = await ask({ idempotency }, keyed)
    const second = await ask({ idempotency }, keyed)
    expect(first.status).toBe(409)
    expect(second.status).toBe(409)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(first.headers.get('idempotent-replayed')).toBeNull()
  })

  it('keeps no 5xx', async () => {
    const idempotency = store()
    run.mockRejectedValueOnce(new Error('down'))
    expect((await ask({ idempotency }, keyed)).status).toBe(500)
    expect((await ask({ idempotency }, keyed)).status).toBe(200)
    expect(idempotency.kept).toEqual([])
  })

  it('with another body is 422, which is itself not kept', async () => {
    const idempotency = store()
    run.mockRejectedValueOnce(new IllegalTransition('poke', 'LEARN', []))
    await ask({ idempotency }, keyed)
    const other = await ask({ idempotency }, { ...keyed, body: '{"n":2}' })
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED'])
    expect(idempotency.kept).toHaveLength(1)
    const respelled = await ask({ idempotency }, { ...keyed, body: '{ "n" : 1.0 }' })
    expect(respelled.headers.get('idempotent-replayed')).toBe('true')
  })
})

describe('routes that are not there', () => {
  it('are 404, and 405 with Allow where another method is', async () => {
    const app = stubApp([route])
    const missing = await app.request('/api/v1/nothing')
    expect([missing.status, ((await missing.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND'])
    const wrong = await app.request(`/api/v1/things/${KNOWN}/poke`, { method: 'DELETE' })
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST'])
    expect(wrong.headers.get('content-type')).toBe('application/problem+json')
  })
})

describe('CORS', () => {
  const preflightOf = (origin: string) =>
    stubApp([route], {}, { corsOrigins: ['https://app.example'] }).request(`/api/v1/things/${KNOWN}/poke`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })

  it('lets exactly the origins of the setting in', async () => {
    expect((await preflightOf('https://app.example')).headers.get('access-control-allow-origin')).toBe(
      'https://app.example',
    )
    expect((await preflightOf('https://app.example.evil')).headers.get('access-control-allow-origin')).toBeNull()
    expect((await preflightOf('http://app.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})
