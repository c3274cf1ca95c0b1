// Webhooks over HTTP: secrets are shown once, addresses lead outside, and every change is in the trail.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({ TOKEN_SEALING_KEY: Buffer.alloc(32, 7).toString('base64') })
})
afterAll(() => api?.close())

const HOOKS = '/api/v1/webhooks'
const url = 'https://93.184.215.14/hook'
const make = async (body: Record<string, unknown> = {}, headers = {}) =>
  api.call('POST', HOOKS, { body: { url, ...body }, headers })
const trailOf = async (id: string) => {
  const rows = await api.database.owner<{ action: string }[]>`
    SELECT action FROM audit_log WHERE subject_id = ${id} ORDER BY seq`
  return rows.map(({ action }) => action)
}

describe('a secret', () => {
  it('is shown in one answer alone, and kept sealed', async () => {
    const made = await make({ events: ['action.*'] })
    expect([made.status, made.body.status, made.body.events]).toEqual([201, 'ACTIVE', ['action.*']])
    expect(made.body.secret).toMatch(/^whsec_[\w+/]{43}=$/)
    const { webhook_id: id, secret } = made.body
    const shown = await api.call('GET', `${HOOKS}/${id}`)
    expect(shown.body).toMatchObject({ webhook_id: id, url })
    expect(shown.body.secret).toBeUndefined()
    const rows = await api.database.owner`SELECT w::text FROM webhooks w`
    expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
    const rotated = await api.call('POST', `${HOOKS}/${id}/rotate-secret`)
    expect(rotated.status).toBe(200)
    expect(rotated.body.secret).not.toBe(secret)
    expect(Date.parse(rotated.body.previous_secret_until)).toBeGreaterThan(Date.now() + 86_000_000)
    expect(await trailOf(id)).toEqual(['webhook.created', 'webhook.secret_rotated'])
  })

  it('is not in an answer that its Idempotency-Key replays, and nothing is made twice', async () => {
    const key = { 'idempotency-key': 'hook-1' }
    const first = await make({}, key)
    const again = await make({}, key)
    expect([again.status, again.body.webhook_id, again.body.secret]).toEqual([201, first.body.webhook_id, null])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })
})

describe('an address', () => {
  it.each([
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://localhost/',
    'https://db.internal/',
    'http://93.184.215.14/',
  ])('%s is refused when it is set, and when it is changed', async address => {
    const refused = await make({ url: address })
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([422, '/url'])
    const { webhook_id: id } = (await make()).body
    const changed = await api.call('PATCH', `${HOOKS}/${id}`, { body: { url: address } })
    expect([changed.status, changed.body.errors?.[0]?.pointer]).toEqual([422, '/url'])
    await api.call('DELETE', `${HOOKS}/${id}`)
  })
})

it('disabled, it takes neither tests nor replays until it is enabled', async () => {
  const { webhook_id: id } = (await make()).body
  const test = await api.call('POST', `${HOOKS}/${id}/test`)
  expect([test.status, test.body.status, test.body.event]).toEqual([202, 'PENDING', 'webhook.test'])
  const disabled = await api.call('PATCH', `${HOOKS}/${id}`, { body: { status: 'DISABLED' } })
  expect(disabled.body).toMatchObject({ status: 'DISABLED', disabled_reason: 'REQUESTED' })
  for (const path of ['test', 'replay', `deliveries/${test.body.delivery_id}/replay`]) {
    const body = path === 'replay' ? { since: '2026-01-01T00:00:00Z' } : undefined
    const refused = await api.call('POST', `${HOOKS}/${id}/${path}`, { body })
    expect([refused.status, refused.body.code, refused.body.state]).toEqual([409, 'INVALID_STATE', 'DISABLED'])
  }
  const enabled = await api.call('PATCH', `${HOOKS}/${id}`, { body: { status: 'ACTIVE', description: 'back' } })
  expect(enabled.body).toMatchObject({ status: 'ACTIVE', disabled_at: null, description: 'back' })
  const replayed = await api.call('POST', `${HOOKS}/${id}/deliveries/${test.body.delivery_id}/replay`)
  expect([replayed.status, replayed.body.delivery_id]).toEqual([202, test.body.delivery_id])
  const many = await api.call('POST', `${HOOKS}/${id}/replay`, {
    body: { since: '2026-01-01T00:00:00Z', status: ['PENDING'] },
  })
  expect([many.status, many.body]).toEqual([202, { replayed: 1, more: false }])
  const one = await api.call('GET', `${HOOKS}/${id}/deliveries/${test.body.delivery_id}`)
  expect(one.body).toMatchObject({ attempts: [], payload: { type: 'webhook.test', data: { id } } })
  const listed = await api.call('GET', `${HOOKS}/${id}/deliveries?status=PENDING&event=webhook.test`)
  expect(listed.body.data).toHaveLength(1)
  expect(await trailOf(id)).toEqual([
    ...['webhook.created', 'webhook.disabled', 'webhook.enabled', 'webhook.replayed', 'webhook.replayed'],
  ])
})

it('deleted, it is gone with 204 for good, and its trail verifies', async () => {
  const { webhook_id: id } = (await make()).body
  const deleted = await api.call('DELETE', `${HOOKS}/${id}`)
  expect([deleted.status, deleted.text]).toEqual([204, ''])
  expect((await api.call('DELETE', `${HOOKS}/${id}`)).status).toBe(404)
  expect((await api.call('PUT', `${HOOKS}/${id}`)).headers.get('allow')).toBe('GET, HEAD, PATCH, DELETE')
  expect(await trailOf(id)).toEqual(['webhook.created', 'webhook.deleted'])
})

it('whoever reads all tenants changes nothing of another', async () => {
  const { webhook_id: id } = (await make()).body
  const both = await api.issuer.token({ sub: 'olga', tenant: crypto.randomUUID(), scope: 'ops tenant:admin' })
  expect((await api.call('GET', `${HOOKS}/${id}`, { as: both })).status).toBe(200)
  expect((await api.call('DELETE', `${HOOKS}/${id}`, { as: both })).status).toBe(404)
  expect((await api.call('PATCH', `${HOOKS}/${id}`, { as: both, body: { status: 'DISABLED' } })).status).toBe(404)
})

it('without a key nothing is made, for nothing is kept unsealed', async () => {
  const keyless = await openTestApi()
  const refused = await keyless.call('POST', HOOKS, { body: { url } })
  expect([refused.status, refused.body.code]).toEqual([503, 'UNAVAILABLE'])
  await keyless.close()
})
