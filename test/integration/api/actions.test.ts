import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ActionResource } from '#contracts/action.ts'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

let texts = 0
const proposal = (more: object = {}, payload: object = {}) => ({
  platform: 'MOCK',
  account: 'demo',
  payload: { content_text: `text ${texts++}`, ...payload },
  governance_hash: 'policy',
  ...more,
})
const propose = async (body: object = proposal()) => api.call('POST', '/api/v1/actions', { body })

describe('an action', () => {
  it('is proposed by one and approved by another, by its digest', async () => {
    const { status, headers, body } = await propose()
    expect(status).toBe(201)
    expect(ActionResource.parse(body)).toMatchObject({ status: 'PENDING_APPROVAL', media_ready: true, approvals: [] })
    const path = headers.get('location') ?? ''
    const approve = (as: string, digest: string) =>
      api.call('POST', `${path}/approve`, { as, body: { digest, comment: 'good' } })
    expect((await approve(api.tokens.ada, body.digest)).body.code).toBe('SELF_APPROVAL')
    expect((await approve(api.tokens.bot, body.digest)).body.code).toBe('HUMAN_REQUIRED')
    expect((await approve(api.tokens.bob, 'f'.repeat(64))).body.code).toBe('DIGEST_MISMATCH')
    const approved = await approve(api.tokens.bob, body.digest)
    expect(approved.status).toBe(200)
    expect(ActionResource.parse(approved.body)).toMatchObject({
      status: 'APPROVED_BY_HUMAN',
      approvals: [{ sub: 'bob', principal: 'human', digest: body.digest, comment: 'good' }],
    })
    expect((await api.call('GET', path)).body).toMatchObject({
      status: 'APPROVED_BY_HUMAN',
      version: approved.body.version,
      approvals: approved.body.approvals,
    })
    expect((await api.call('GET', `${path}/why`)).body.reason).toBe('AWAITING_COMMAND')
    expect((await api.call('GET', `${path}/metrics`)).body).toMatchObject({
      code: 'INVALID_STATE',
      state: 'APPROVED_BY_HUMAN',
    })
    const trail = await api.call('GET', `${path}/audit`)
    expect(
      trail.body.data.map((entry: { action: string; actor: { sub: string } }) => `${entry.actor.sub} ${entry.action}`),
    ).toEqual(['ada action.proposed', 'bob action.approved'])
  })

  it('is rejected or cancelled, and then nothing more', async () => {
    const rejected = (await propose()).headers.get('location')
    expect(
      (await api.call('POST', `${rejected}/reject`, { as: api.tokens.bob, body: { reason: 'no' } })).body.status,
    ).toBe('REJECTED')
    expect((await api.call('POST', `${rejected}/cancel`, { body: { reason: 'no' } })).status).toBe(409)
    const cancelled = (await propose()).headers.get('location')
    expect((await api.call('POST', `${cancelled}/cancel`, { body: { reason: 'no' } })).body.status).toBe('CANCELLED')
    expect((await api.call('GET', `${cancelled}/why`)).body.reason).toBe('FINAL')
  })

  it('with the same content on the same account is refused for a day, unless it says so itself', async () => {
    const body = proposal()
    expect((await propose(body)).status).toBe(201)
    expect((await propose(body)).body.code).toBe('DUPLICATE_CONTENT')
    expect((await propose({ ...body, payload: { ...body.payload, allow_duplicate: true } })).status).toBe(201)
  })

  it('may be rehearsed, which writes nothing', async () => {
    const body = proposal({}, { kind: 'post' })
    const rehearsed = await api.call('POST', '/api/v1/actions?dry_run=true', { body })
    expect(rehearsed.status).toBe(200)
    expect(rehearsed.body.preflight).toMatchObject([{ severity: 'WARNING', pointer: '/payload/kind' }])
    expect((await api.call('GET', `/api/v1/actions/${rehearsed.body.action_id}`)).status).toBe(404)
  })

  it('that breaks its platform’s limits or reaches inside is 422 with pointers', async () => {
    const long = await propose(proposal({}, { content_text: 'x'.repeat(5001) }))
    expect(long.body.errors).toMatchObject([{ pointer: '/payload/content_text' }])
    const inner = await propose(proposal({}, { media_urls: ['http://169.254.169.254/latest/meta-data'] }))
    expect(inner.body.errors).toMatchObject([{ pointer: '/payload/media_urls/0', detail: 'is an inner address' }])
  })

  it('keeps its payload as sent: the digest is over that', async () => {
    const body = proposal({}, { mock: { outcome: 'ok' } })
    const { body: made } = await propose(body)
    expect(made.payload).toEqual(body.payload)
    expect((await api.call('GET', `/api/v1/actions/${made.action_id}`)).body.payload).toEqual(body.payload)
  })

  it('of an id that is taken is 409', async () => {
    const { body } = await propose()
    expect((await propose(proposal({ action_id: body.action_id }))).body.code).toBe('ALREADY_EXISTS')
  })
})

describe('accounts', () => {
  it('are listed to the tenant’s administrators', async () => {
    await propose(proposal({ account: 'ig-like' }))
    const { body } = await api.call('GET', '/api/v1/accounts')
    expect(body.data).toContainEqual(
      expect.objectContaining({ platform: 'MOCK', account: 'ig-like', kind: 'instagram', shared: false }),
    )
    const plain = await api.issuer.token({ scope: 'actions:read' })
    expect((await api.call('GET', '/api/v1/accounts', { as: plain })).body.code).toBe('INSUFFICIENT_SCOPE')
  })
})
