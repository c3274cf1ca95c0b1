import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

let texts = 0
async function propose(more: object = {}, payload: object = {}) {
  const proposal = {
    ...{ platform: 'MOCK', account: 'demo', payload: { content_text: `governed ${texts++}`, ...payload } },
    governance_hash: 'policy',
    ...more,
  }
  return (await api.call('POST', '/api/v1/actions', { body: proposal })).body
}

describe('a policy', () => {
  const put = (body: object) => api.call('PUT', '/api/v1/tenants/current/policy', { body })
  afterAll(() => put({ rules: [], governance: [] }))

  it('says how many people must approve; of all that match the strictest counts', async () => {
    const rules = [
      { match: { platform: 'MOCK' }, approvers: 2 },
      { match: { platform: 'MOCK', budget_min: 100 }, approvers: 3 },
      { match: { platform: 'META' }, approvers: 9 },
    ]
    expect((await put({ rules })).body).toMatchObject({ rules, governance: [] })
    expect((await api.call('GET', '/api/v1/tenants/current/policy')).body).toMatchObject({ rules })
    expect((await propose({}, { budget_bid: 100 })).approvals_required).toBe(3)
    const action = await propose({}, { budget_bid: 99.99 })
    expect(action.approvals_required).toBe(2)
    const path = `/api/v1/actions/${action.action_id}/approve`
    const approve = (as: string) => api.call('POST', path, { as, body: { digest: action.digest } })
    expect((await approve(api.tokens.bob)).body.status).toBe('PENDING_APPROVAL')
    expect((await approve(api.tokens.bob)).body.status).toBe('PENDING_APPROVAL')
    const cid = await api.issuer.token({ sub: 'cid' })
    expect((await approve(cid)).body.status).toBe('APPROVED_BY_HUMAN')
    const edited = await api.call('PATCH', `/api/v1/actions/${action.action_id}`, {
      body: { payload: { content_text: 'dearer', budget_bid: 100 } },
    })
    expect(edited.body).toMatchObject({ approvals_required: 3, approvals: [] })
  })

  it('is replaced only from the version that was seen, where one is said; of two at once one is refused', async () => {
    const path = '/api/v1/tenants/current/policy'
    const from = (tag: string, body: object) => api.call('PUT', path, { body, headers: { 'if-match': tag } })
    const rules = [{ match: {}, approvers: 2 }]
    const before = await api.call('GET', path)
    const tag = `"${before.body.version}"`
    expect(before.headers.get('etag')).toBe(tag)
    const both = await Promise.all([from(tag, { rules }), from(tag, { rules })])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const set = await api.call('GET', path)
    expect(set.body.version).toBe(before.body.version + 1)
    expect(both.find(({ status }) => status === 200)?.headers.get('etag')).toBe(`"${set.body.version}"`)
    expect((await from(tag, {})).body).toMatchObject({
      ...{ code: 'VERSION_CONFLICT', status: 409 },
      newest: { version: set.body.version, created_by: set.body.changed_by, created_at: set.body.changed_at },
    })
    expect((await from('yesterday', {})).body.code).toBe('VALIDATION_FAILED')
    expect((await api.call('GET', path)).body.rules).toEqual(rules)
    expect((await from(`${tag}, "${set.body.version}"`, {})).status).toBe(200)
    const eve = (tag: string) => api.call('PUT', path, { as: api.tokens.eve, body: {}, headers: { 'if-match': tag } })
    expect((await eve('*')).body).toMatchObject({ code: 'VERSION_CONFLICT', newest: null })
    expect((await eve('"0"')).status).toBe(200)
  })

  it('with registered governance hashes takes only an active one', async () => {
    await put({
      governance: [
        { hash: 'policy', name: 'now', active: true },
        { hash: 'old', name: 'then', active: false },
      ],
    })
    expect((await propose()).status).toBe('PENDING_APPROVAL')
    for (const governance_hash of ['old', 'unheard of'])
      expect(await propose({ governance_hash })).toMatchObject({ status: 422, code: 'POLICY_UNKNOWN' })
  })

  it.each([
    [{ rules: [{ match: {}, approvers: 0 }] }],
    [{ rule: [] }],
    [{ rules: [{ match: { colour: 1 }, approvers: 1 }] }],
  ])('%j is none: 422', async body => {
    expect((await put(body)).status).toBe(422)
  })

  it('is its own tenant’s, and its administrators’', async () => {
    const eve = await api.call('GET', '/api/v1/tenants/current/policy', { as: api.tokens.eve })
    expect(eve.body).toMatchObject({ rules: [], governance: [] })
    const plain = await api.issuer.token({ scope: 'actions:read' })
    expect((await api.call('GET', '/api/v1/tenants/current/policy', { as: plain })).status).toBe(403)
  })
})

describe('an account', () => {
  const put = (name: string, body: object, as = api.tokens.ada) =>
    api.call('PUT', `/api/v1/accounts/${name}`, { as, body })

  it('is made, changed, and held by one tenant alone', async () => {
    const made = await put('META/brand', { kind: 'page', credentials_ref: 'env:MANDATE_CRED_BRAND', currency: 'EUR' })
    expect(made).toMatchObject({
      status: 201,
      body: { platform: 'META', account: 'brand', kind: 'page', currency: 'EUR' },
    })
    const limits = { posts: { count: 5, seconds: 60 }, budget: { amount_minor: 10_000, seconds: 86_400 } }
    const changed = await put('META/brand', { kind: 'page', credentials_ref: 'aws:brand', limits })
    expect(changed).toMatchObject({ status: 200, body: { credentials_ref: 'aws:brand', limits } })
    const stolen = await put('META/brand', { kind: 'page', credentials_ref: 'aws:brand' }, api.tokens.eve)
    expect([stolen.status, stolen.body.code]).toEqual([409, 'ALREADY_EXISTS'])
    const foreign = await api.call('POST', '/api/v1/actions', {
      as: api.tokens.eve,
      body: { platform: 'META', account: 'brand', payload: { content_text: 'x' }, governance_hash: 'g' },
    })
    expect([foreign.status, foreign.body.code]).toEqual([422, 'ACCOUNT_UNKNOWN'])
  })

  it.each([
    ['META/x', { kind: 'member', credentials_ref: 'aws:x' }, 422],
    ['META/x', { kind: 'page', credentials_ref: 'env:lower case' }, 422],
    ['META/x', { kind: 'page', credentials_ref: 'hunter2' }, 422],
    ['META/x', { kind: 'page' }, 422],
    ['ORKUT/x', { kind: 'page', credentials_ref: 'aws:x' }, 404],
  ])('%s of %j is refused', async (name, body, status) => {
    expect((await put(name, body)).status).toBe(status)
  })

  it('is what it was made as, whatever its name: so is what may be proposed and edited for it', async () => {
    await put('META/shop', { kind: 'ads', credentials_ref: 'env:SHOP', currency: 'EUR' })
    await put('META/ads-in-name', { kind: 'page', credentials_ref: 'env:PAGE' })
    const ad = { kind: 'ad', budget_bid: 5, currency: 'EUR' }
    const shop = await propose({ platform: 'META', account: 'shop' }, ad)
    expect(shop).toMatchObject({ status: 'PENDING_APPROVAL', preflight: [] })
    const refusal = { status: 422, errors: [{ pointer: '/payload/kind' }] }
    expect(await propose({ platform: 'META', account: 'ads-in-name' }, ad)).toMatchObject(refusal)
    const moved = await api.call('PATCH', `/api/v1/actions/${shop.action_id}`, { body: { account: 'ads-in-name' } })
    expect(moved.body).toMatchObject(refusal)
  })

  it('that nobody has made cannot be checked', async () => {
    expect((await api.call('POST', '/api/v1/accounts/META/nobody/check')).status).toBe(404)
  })
})
