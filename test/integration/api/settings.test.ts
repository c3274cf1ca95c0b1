// What administrators look at and change: versions of the configuration, the search through the trails, accounts, the policy.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '#test/support/open-test-api.ts'

const CONFIG = '/api/v1/tenants/current/config'

let api: TestApi
let tenant: string
let ada: string
let grace: string
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())
beforeEach(async () => {
  tenant = crypto.randomUUID()
  ada = await api.issuer.token({ sub: 'ada', tenant })
  grace = await api.issuer.token({ sub: 'grace', tenant })
})

const get = async (path: string, as = ada) => (await api.call('GET', path, { as })).body
const put = (adapter_id: string, { as = ada, match }: { as?: string; match?: string } = {}) =>
  api.call('PUT', CONFIG, { as, body: { adapter_id }, headers: match === undefined ? {} : { 'if-match': match } })

describe('versions of the configuration', () => {
  it('are all there, newest first, in pages, each with who handed it in', async () => {
    for (const [at, as] of [ada, grace, ada].entries()) await put(`a${at + 1}`, { as })
    const first = await get(`${CONFIG}/versions?limit=2`)
    expect(first.data).toMatchObject([
      { version: 3, adapter_id: 'a3', created_by: { sub: 'ada' }, status: 'CHECKING' },
      { version: 2, adapter_id: 'a2', created_by: { sub: 'grace' } },
    ])
    const rest = await get(`${CONFIG}/versions?limit=2&cursor=${first.next_cursor}`)
    expect(rest).toMatchObject({ data: [{ version: 1 }], next_cursor: null })
    const one = await api.call('GET', `${CONFIG}/versions/2`, { as: ada })
    expect([one.body, one.headers.get('etag')]).toEqual([first.data[1], '"2"'])
  })

  it.each(['4', '0', '-1', 'x', '1e3', '99999999999'])('there is none of the number %s', async version => {
    await put('a')
    expect(await api.call('GET', `${CONFIG}/versions/${version}`, { as: ada })).toMatchObject({ status: 404 })
  })

  it('of another tenant are not there', async () => {
    await put('a')
    const other = await api.issuer.token({ sub: 'eve', tenant: crypto.randomUUID() })
    expect(await get(`${CONFIG}/versions`, other)).toEqual({ data: [], next_cursor: null })
    expect((await api.call('GET', `${CONFIG}/versions/1`, { as: other })).status).toBe(404)
  })

  it('a change made from one that is no longer the newest is refused, and told whose is', async () => {
    const first = await put('a', { match: '"0"' })
    expect([first.status, first.headers.get('etag')]).toEqual([202, '"1"'])
    expect((await api.call('GET', CONFIG, { as: ada })).headers.get('etag')).toBe('"1"')
    expect((await put('b', { as: grace, match: '"1"' })).status).toBe(202)
    const late = await put('c', { match: '"1"' })
    expect(late).toMatchObject({
      ...{ status: 409, body: { code: 'VERSION_CONFLICT', newest: { version: 2, created_by: { sub: 'grace' } } } },
    })
    expect((await put('c', { match: '"1", "2"' })).status).toBe(202)
    expect((await put('d')).status).toBe(202)
    expect((await get(`${CONFIG}/versions`)).data).toHaveLength(4)
  })

  it('of many changes made from the same one at once, one is taken', async () => {
    await put('a')
    const answers = await Promise.all(Array.from({ length: 8 }, (_, at) => put(`b${at}`, { match: '"1"' })))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'VERSION_CONFLICT')).toHaveLength(7)
  })

  it.each(['1', 'W/"1"', '"x"', '"1', '', '"-1"'])('If-Match %j is 422', async match => {
    expect(await put('a', { match })).toMatchObject({ status: 422, body: { errors: [{ pointer: 'If-Match' }] } })
  })

  it('If-Match * takes whichever there is, and there must be one', async () => {
    expect(await put('a', { match: '*' })).toMatchObject({ status: 409, body: { newest: null } })
    await put('a')
    expect((await put('b', { match: '*' })).status).toBe(202)
  })
})

describe('the search through the trails', () => {
  const search = (query: string, as = ada) => get(`/api/v1/audit?${query}`, as)
  const campaign = async (as = ada) =>
    (await api.call('POST', '/api/v1/campaigns', { as, body: { tenant_id: tenant } })).body.campaign_id as string

  it('finds by subject, kind, actor, action and the beginning of one, newest first', async () => {
    await put('a')
    const id = await campaign(grace)
    await api.call('POST', `/api/v1/campaigns/${id}/start`, { as: ada })
    const all = await search('')
    expect(all.data.map((entry: { action: string }) => entry.action).slice(-2)).toEqual([
      'campaign.created',
      'config.handed_in',
    ])
    const times = all.data.map(({ at }: { at: string }) => at)
    expect(times).toEqual(times.toSorted().reverse())
    const kinds = all.data.map(({ subject_kind }: { subject_kind: string }) => subject_kind)
    expect(new Set(kinds)).toEqual(new Set(['campaign', 'setup']))
    expect((await search(`subject=${id}&actor=grace`)).data).toMatchObject([{ action: 'campaign.created', seq: 1 }])
    expect((await search('action=config.')).data).toMatchObject([{ action: 'config.handed_in', subject_kind: 'setup' }])
    expect((await search('action=config')).data).toEqual([])
    expect((await search('subject_kind=setup')).data).toHaveLength(1)
    expect((await search('subject_kind=session')).data).toEqual([])
    expect((await search(`since=${new Date(Date.now() + 60_000).toISOString()}`)).data).toEqual([])
    expect((await search(`until=${times.at(-1)}`)).data).toEqual([])
  })

  it('shows what the subject shows of itself, entry for entry', async () => {
    const id = await campaign()
    const { data } = await get(`/api/v1/campaigns/${id}/audit`)
    const found = await search(`subject=${id}`)
    expect(found.data.map(({ subject_kind: _, ...entry }: { subject_kind: string }) => entry)).toEqual(data)
  })

  it('goes through pages without a hole, whatever has the same time', async () => {
    await api.call('POST', '/api/v1/campaigns/batch', {
      ...{ as: ada, body: { campaigns: Array.from({ length: 25 }, () => ({ tenant_id: tenant })) } },
    })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { data: { subject: string }[]; next_cursor: string | null } = await search(
        `limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...page.data.map(({ subject }) => subject))
      cursor = page.next_cursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([25, 25])
  })

  it('looks at ten thousand entries a page, says so with a cursor, and goes on behind them', async () => {
    const { owner } = api.database
    const subject = crypto.randomUUID()
    await owner`
      INSERT INTO audit_log (subject_id, seq, tenant_id, at, actor_sub, actor_principal, action, details, prev_hash, hash)
      SELECT ${subject}::uuid, n, ${tenant}::uuid, timestamptz '2026-01-01Z' + n * interval '1 s', 'robot', 'service',
        CASE WHEN n <= 2 THEN 'needle.found' ELSE 'hay.made' END, '{}', '\\x00', '\\x00'
      FROM generate_series(1, 12000) AS n`
    const first = await search('action=needle.found')
    expect(first.data).toEqual([])
    const second = await search(`action=needle.found&cursor=${first.next_cursor}`)
    expect(second.data.map(({ seq }: { seq: number }) => seq)).toEqual([2, 1])
    expect(second.next_cursor).toBe(null)
    const ops = await api.issuer.token({ sub: 'op', tenant: crypto.randomUUID(), scope: 'ops' })
    expect((await search(`subject=${subject}&limit=1&action=hay.made`, ops)).data).toMatchObject([{ seq: 12_000 }])
  })

  it('shows a tenant its own alone, and ops those of all', async () => {
    const id = await campaign()
    const other = await api.issuer.token({ sub: 'eve', tenant: crypto.randomUUID() })
    expect((await search('', other)).data).toEqual([])
    expect((await search(`subject=${id}`, other)).data).toEqual([])
    const ops = await api.issuer.token({ sub: 'op', tenant: crypto.randomUUID(), scope: 'ops' })
    const found = await search('limit=2', ops)
    expect(found.data[0]).toMatchObject({ subject: id, subject_kind: 'campaign' })
    const rest = await search(`limit=2&cursor=${found.next_cursor}`, ops)
    expect(rest.data.map(({ hash }: { hash: string }) => hash)).not.toContain(found.data[0].hash)
  })

  it('is for administrators, and says what is wrong with a question', async () => {
    const reader = await api.issuer.token({ sub: 'ada', tenant, scope: 'campaigns:read' })
    expect((await api.call('GET', '/api/v1/audit', { as: reader })).status).toBe(403)
    for (const query of ['subject=x', 'subject_kind=cat', 'action=%25', 'actor=', 'since=now', 'limit=0', 'cursor=x'])
      expect([query, (await api.call('GET', `/api/v1/audit?${query}`, { as: ada })).status]).toEqual([query, 422])
  })

  it('is a table as CSV', async () => {
    await put('a')
    const answer = await fetch(`${api.url}/api/v1/audit`, {
      headers: { authorization: `Bearer ${ada}`, accept: 'text/csv' },
    })
    expect((await answer.text()).split('\r\n')[0]).toMatch(/^subject,seq,at,.*,subject_kind$/)
  })
})

describe('an account', () => {
  const ACCOUNT = '/api/v1/accounts/MOCK/settings-page'
  const limits = { posts: { count: 5, seconds: 3600 }, budget: { amount_minor: 1000, seconds: 3600 } }
  const shown = async () => (await get('/api/v1/accounts')).data[0]

  it('says who set it, what of its limits is used, when it reopens and which switch holds it', async () => {
    const { owner } = api.database
    const account = `page-${tenant}`
    const body = { kind: 'page', credentials_ref: 'env:X', currency: 'EUR', limits }
    expect((await api.call('PUT', `/api/v1/accounts/META/${account}`, { as: grace, body })).status).toBe(201)
    expect(await shown()).toMatchObject({
      ...{ reopens_at: null, held_by: null, changed_by: { sub: 'grace' }, limits },
      used: { attempts_24h: 0, posts: 0, budget_minor: 0 },
    })
    const until = new Date(Date.now() + 3_600_000)
    await owner`UPDATE accounts SET closed_until = ${until}, closed_reason = 'full' WHERE tenant_id = ${tenant}`
    const reason = 'a bad week'
    await api.call('PUT', '/api/v1/kill-switch', { as: ada, body: { scope: 'tenant', engaged: true, reason } })
    expect(await shown()).toMatchObject({
      ...{ reopens_at: until.toISOString(), closed_reason: 'full', held_by: { scope: 'tenant', reason } },
    })
    await owner`UPDATE accounts SET closed_until = now() - interval '1 s' WHERE tenant_id = ${tenant}`
    await api.call('PUT', '/api/v1/kill-switch', { as: ada, body: { scope: 'tenant', engaged: false, reason } })
    expect(await shown()).toMatchObject({ reopens_at: null, held_by: null })
  })

  it('that another tenant has is held by that tenant alone', async () => {
    expect((await api.call('POST', `${ACCOUNT}/check`, { as: ada })).status).toBe(404)
    expect((await get('/api/v1/accounts')).data).toEqual([])
  })
})

describe('the policy', () => {
  it('says who set it and when, and nobody before anybody did', async () => {
    const POLICY = '/api/v1/tenants/current/policy'
    expect(await get(POLICY)).toMatchObject({ version: 0, changed_by: null, changed_at: null })
    await api.call('PUT', POLICY, { as: grace, body: { rules: [] } })
    expect(await get(POLICY)).toMatchObject({ version: 1, changed_by: { sub: 'grace', principal: 'human' } })
  })
})
