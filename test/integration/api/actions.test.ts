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

describe('an edit', () => {
  const edit = (path: string, body: object, as = api.tokens.ada) => api.call('PATCH', path, { as, body })
  const kindsOf = async (id: string) => {
    const rows = await api.database.owner`SELECT kind FROM steps WHERE subject_id = ${id} ORDER BY kind`
    return rows.map(({ kind }) => kind)
  }

  it('voids what was approved: the text that people saw is not the text that stands', async () => {
    const { headers, body } = await propose()
    const path = headers.get('location') ?? ''
    await api.call('POST', `${path}/approve`, { as: api.tokens.bob, body: { digest: body.digest } })
    const edited = await edit(path, { payload: { content_text: 'another text' } })
    expect(edited.status).toBe(200)
    expect(ActionResource.parse(edited.body)).toMatchObject({
      status: 'PENDING_APPROVAL',
      approvals: [],
      payload: { content_text: 'another text' },
    })
    expect(edited.body.digest).not.toBe(body.digest)
    const { allowed: _allowed, ...read } = (await api.call('GET', path)).body
    expect(read).toEqual({ ...edited.body, updated_at: read.updated_at })
    const approve = (digest: string) => api.call('POST', `${path}/approve`, { as: api.tokens.bob, body: { digest } })
    expect((await approve(body.digest)).body.code).toBe('DIGEST_MISMATCH')
    expect((await approve(edited.body.digest)).body.status).toBe('APPROVED_BY_HUMAN')
    const { data } = (await api.call('GET', `${path}/audit`)).body
    expect(data.map((entry: { action: string }) => entry.action)).toEqual([
      'action.proposed',
      'action.approved',
      'action.edited',
      'action.approved',
    ])
    expect(data[2].details).toMatchObject({ changed: ['payload'], digest: edited.body.digest, voided: 1 })
  })

  it('takes back what was scheduled, and its timers follow the new times', async () => {
    const schedule_time = new Date(Date.now() + 3600_000).toISOString()
    const { headers, body } = await propose(proposal({ execution: 'on_approval' }, { schedule_time }))
    const path = headers.get('location') ?? ''
    await api.call('POST', `${path}/approve`, { as: api.tokens.bob, body: { digest: body.digest } })
    expect(await kindsOf(body.action_id)).toEqual(['command', 'expire'])
    const expires_at = new Date(Date.now() + 7200_000).toISOString()
    const edited = await edit(path, { expires_at, late_policy: { max_late_seconds: 60 } })
    expect(edited.body).toMatchObject({
      status: 'PENDING_APPROVAL',
      digest: body.digest,
      expires_at,
      late_policy: { max_late_seconds: 60 },
    })
    expect(await kindsOf(body.action_id)).toEqual(['expire'])
    const [step] = await api.database.owner`SELECT due_at FROM steps WHERE subject_id = ${body.action_id}`
    expect(Math.abs(step?.due_at.getTime() - Date.parse(expires_at))).toBeLessThan(5000)
  })

  it('has media hashed anew before anybody may approve', async () => {
    const { headers, body } = await propose()
    const path = headers.get('location') ?? ''
    const payload = { ...body.payload, media_urls: ['https://pictures.example/a.png'], alt_texts: ['a'] }
    const edited = await edit(path, { payload })
    expect(edited.body).toMatchObject({ status: 'PENDING_APPROVAL', media_ready: false })
    expect(edited.body.digest ?? null).toBeNull()
    expect(await kindsOf(body.action_id)).toEqual(['expire', 'prepare-mock'])
    const approval = { as: api.tokens.bob, body: { digest: body.digest } }
    expect((await api.call('POST', `${path}/approve`, approval)).body.code).toBe('MEDIA_NOT_READY')
  })

  it('that changes nothing voids nothing', async () => {
    const { headers, body } = await propose()
    const path = headers.get('location') ?? ''
    await api.call('POST', `${path}/approve`, { as: api.tokens.bob, body: { digest: body.digest } })
    const same = await edit(path, { payload: body.payload, account: body.account })
    expect(same.body).toMatchObject({ status: 'APPROVED_BY_HUMAN', digest: body.digest, approvals: [{ sub: 'bob' }] })
  })

  it('into what the account has already, what breaks a limit, another’s account or nothing at all is refused', async () => {
    const other = (await propose()).body
    const { headers, body } = await propose()
    const path = headers.get('location') ?? ''
    const codeOf = async (changes: object) => (await edit(path, changes)).body.code
    expect(await codeOf({ payload: other.payload })).toBe('DUPLICATE_CONTENT')
    expect(await codeOf({ payload: { content_text: 'x'.repeat(5001) } })).toBe('VALIDATION_FAILED')
    expect(await codeOf({})).toBe('VALIDATION_FAILED')
    expect(await codeOf({ governance_hash: 'other' })).toBe('VALIDATION_FAILED')
    await api.call('POST', '/api/v1/actions', { as: api.tokens.eve, body: proposal({ account: 'eves-own' }) })
    expect(await codeOf({ account: 'eves-own' })).toBe('ACCOUNT_UNKNOWN')
    const { created_at: _, updated_at: __, ...same } = body // the answer to a proposal tells the API's clock, the row Postgres'
    expect((await api.call('GET', path)).body).toMatchObject(same)
  })

  it('is one request under its Idempotency-Key', async () => {
    const { headers } = await propose()
    const path = headers.get('location') ?? ''
    const body = { payload: { content_text: `edited once ${texts++}` } }
    const call = () => api.call('PATCH', path, { body, headers: { 'idempotency-key': 'edit-once' } })
    const [first, again] = [await call(), await call()]
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
  })
})

describe('accounts', () => {
  it('are listed to the tenant’s administrators', async () => {
    await propose(proposal({ account: 'ads-like' }))
    const { body } = await api.call('GET', '/api/v1/accounts')
    expect(body.data).toContainEqual(
      expect.objectContaining({ platform: 'MOCK', account: 'ads-like', kind: 'ads', shared: false }),
    )
    const plain = await api.issuer.token({ scope: 'actions:read' })
    expect((await api.call('GET', '/api/v1/accounts', { as: plain })).body.code).toBe('INSUFFICIENT_SCOPE')
  })
})
