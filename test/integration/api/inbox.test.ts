// What waits for whom, in which order, and what they may do about it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { InboxItem } from '#contracts/inbox.ts'
import { openTestApi, TENANT_A, TENANT_B, type TestApi } from '#test/support/open-test-api.ts'
import { plantSessionConfig } from '#test/support/plant-session-config.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

let texts = 0
const inHours = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString()
async function propose(more: object = {}, payload: object = {}, as = api.tokens.ada) {
  const body = { platform: 'MOCK', account: 'demo', governance_hash: 'policy', ...more }
  const asked = { ...body, payload: { content_text: `text ${texts++}`, ...payload } }
  const answer = await api.call('POST', '/api/v1/actions', { as, body: asked })
  expect(answer.status).toBe(201)
  return answer.body
}
const inbox = (query: string, as = api.tokens.bob) => api.call('GET', `/api/v1/inbox?${query}`, { as })
const idsOf = ({ body }: Awaited<ReturnType<typeof inbox>>) =>
  body.data.map(({ action_id }: { action_id: string }) => action_id)
const act = (id: string, verb: string, body: object, as = api.tokens.bob) =>
  api.call('POST', `/api/v1/actions/${id}/${verb}`, { as, body })
/** Nobody knows what became of it, and nobody but a person can tell. */
const loseSight = (id: string) => api.database.owner`
  UPDATE governance.actions_ledger SET status = 'OUTCOME_UNKNOWN', needs_human = true WHERE id = ${id}`

describe('an inbox', () => {
  it('has the most urgent first: by schedule or expiry, whichever comes first, then the oldest', async () => {
    const account = 'ordered'
    const late = await propose({ account, expires_at: inHours(50) })
    const at = inHours(10)
    const [twin1, twin2] = [await propose({ account, expires_at: at }), await propose({ account, expires_at: at })]
    const scheduled = await propose({ account, expires_at: inHours(90) }, { schedule_time: inHours(2) })
    const unknown = await propose({ account, expires_at: inHours(20) })
    await loseSight(unknown.action_id)
    const found = await inbox(`account=${account}`)
    const order = [scheduled, twin1, twin2, unknown, late].map(({ action_id }) => action_id)
    expect(idsOf(found)).toEqual(order)
    expect(found.body.total).toEqual({ count: 5, exact: true })
    for (const item of found.body.data) InboxItem.parse(item)
    expect(found.body.data[0]).toMatchObject({
      kind: 'approve',
      decide_by: scheduled.schedule_time,
      allowed: ['approve', 'reject', 'edit', 'cancel'],
    })
    expect(found.body.data[3]).toMatchObject({ kind: 'resolve', allowed: ['resolve'] })
    expect(idsOf(await inbox(`account=${account}&kind=resolve`))).toEqual([unknown.action_id])
    expect(idsOf(await inbox(`account=${account}&kind=approve`))).toHaveLength(4)
  })

  it('goes page by page without a gap or a repetition, also among equal moments', async () => {
    const account = 'paged'
    const at = inHours(30)
    const made = []
    for (let n = 0; n < 5; n++) made.push((await propose({ account, expires_at: at })).action_id)
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await inbox(`account=${account}&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      seen.push(...idsOf(page))
      expect(page.body.total.count).toBe(5)
      cursor = page.body.next_cursor ?? ''
    } while (cursor !== '')
    expect(seen).toEqual(made)
  })

  it('does not show what is one’s own or decided by oneself, unless asked, and then says why it waits for others', async () => {
    const account = 'own'
    await api.call('PUT', '/api/v1/tenants/current/policy', {
      body: { rules: [{ match: { platform: 'MOCK', budget_min: 1 }, approvers: 2 }], governance: [] },
    })
    const mine = await propose({ account }, {}, api.tokens.bob)
    const half = await propose({ account }, { budget_bid: 5, currency: 'EUR' })
    await act(half.action_id, 'approve', { digest: half.digest })
    const edited = await propose({ account })
    await api.call('PATCH', `/api/v1/actions/${edited.action_id}`, {
      as: api.tokens.bob,
      body: { payload: { content_text: 'as bob would say it' } },
    })
    const open = await propose({ account })
    expect(idsOf(await inbox(`account=${account}`))).toEqual([open.action_id])
    const all = await inbox(`account=${account}&include=own`)
    expect(
      Object.fromEntries(
        all.body.data.map(({ action_id, blocked }: InboxItem) => [action_id, blocked?.code ?? 'free']),
      ),
    ).toEqual({
      [mine.action_id]: 'SELF_APPROVAL',
      [half.action_id]: 'ALREADY_APPROVED',
      [edited.action_id]: 'SELF_APPROVAL',
      [open.action_id]: 'free',
    })
    const carol = await api.issuer.token({ sub: 'carol' })
    expect(idsOf(await inbox(`account=${account}`, carol)).sort()).toEqual(
      [mine, half, edited, open].map(({ action_id }) => action_id).sort(),
    )
  })

  it('loses what is decided, by whomever, and has it back when it is edited', async () => {
    const account = 'moving'
    const one = await propose({ account })
    const waits = async () => idsOf(await inbox(`account=${account}`, api.tokens.bob))
    const carol = await api.issuer.token({ sub: 'carol' })
    expect(await waits()).toEqual([one.action_id])
    await act(one.action_id, 'approve', { digest: one.digest }, carol)
    expect(await waits()).toEqual([])
    await api.call('PATCH', `/api/v1/actions/${one.action_id}`, { body: { payload: { content_text: 'anew' } } })
    expect(await waits()).toEqual([one.action_id])
    await act(one.action_id, 'reject', { reason: 'no' }, carol)
    expect(await waits()).toEqual([])
    const two = await propose({ account })
    await act(two.action_id, 'cancel', { reason: 'no' }, api.tokens.ada)
    expect(await waits()).toEqual([])
  })

  it('shows what still waits for its media, and that it can be rejected but not approved yet', async () => {
    const account = 'media'
    const { action_id } = await propose({ account }, { media_urls: ['https://example.com/a.png'] })
    const found = await inbox(`account=${account}`)
    expect(found.body.data).toMatchObject([
      { action_id, media_ready: false, blocked: { code: 'MEDIA_NOT_READY' }, allowed: ['reject', 'edit', 'cancel'] },
    ])
  })

  it('is empty for whoever may not decide: a service, a reader, ops; and nobody sees another tenant’s', async () => {
    const account = 'closed'
    const one = await propose({ account })
    const reader = await api.issuer.token({ sub: 'rita', scope: 'actions:read' })
    for (const as of [api.tokens.bot, reader, api.tokens.ops, api.tokens.eve])
      expect((await inbox(`account=${account}`, as)).body).toMatchObject({ data: [], total: { count: 0, exact: true } })
    const bots = await propose({ account }, {}, api.tokens.bot)
    const own = await inbox(`account=${account}&include=own`, api.tokens.bot)
    expect(own.body.data).toMatchObject([{ action_id: bots.action_id, blocked: { code: 'SELF_APPROVAL' } }])
    const blind = await api.issuer.token({ sub: 'rita', scope: 'campaigns:read' })
    expect((await inbox('', blind)).body.code).toBe('INSUFFICIENT_SCOPE')
    const asEve = { as: api.tokens.eve }
    expect((await api.call('GET', `/api/v1/actions/${one.action_id}/versions`, asEve)).status).toBe(404)
  })

  it('refuses a cursor of another list, and filters that it does not know', async () => {
    expect((await inbox('cursor=bm9uc2Vuc2U')).body.code).toBe('VALIDATION_FAILED')
    expect((await inbox('kind=ponder')).body.code).toBe('VALIDATION_FAILED')
    expect((await inbox('include=everything')).body.code).toBe('VALIDATION_FAILED')
  })

  it('says honestly when it has stopped counting, and comes as CSV, too', async () => {
    await api.database.owner`
      INSERT INTO governance.actions_ledger (id, tenant_id, execution_id, platform, account, payload, governance_hash, fingerprint,
        digest, status, execution, expires_at, expires_given, max_late_seconds, proposed_by, authors, preflight, audit_seq, audit_hash)
      SELECT uuidv7(), ${TENANT_B}, uuidv7(), 'MOCK', 'many', '{"content_text": "x"}', 'p', n::text, repeat('0', 64),
        'PENDING_APPROVAL', 'on_command', now() + n * interval '1 min', true, 0, '{"sub": "zoe", "principal": "human"}', '["zoe"]',
        '[]', 1, '\\x00'
      FROM generate_series(1, 1002) AS n`
    const many = await inbox('limit=1', api.tokens.eve)
    expect(many.body).toMatchObject({ data: [{ account: 'many' }], total: { count: 1000, exact: false } })
    const csv = await api.call('GET', '/api/v1/inbox?limit=1', {
      as: api.tokens.eve,
      headers: { accept: 'text/csv' },
    })
    expect(csv.text.split('\r\n')[0]).toMatch(/^kind,decide_by,action_id,/)
  })
})

describe('what a caller may do', () => {
  it('stands at the one action, and differs from caller to caller', async () => {
    const { action_id } = await propose()
    const allowed = async (as: string) => (await api.call('GET', `/api/v1/actions/${action_id}`, { as })).body.allowed
    expect(await allowed(api.tokens.ada)).toEqual(['reject', 'edit', 'cancel'])
    expect(await allowed(api.tokens.bob)).toEqual(['approve', 'reject', 'edit', 'cancel'])
    expect(await allowed(api.tokens.bot)).toEqual(['edit', 'cancel'])
    expect(await allowed(await api.issuer.token({ sub: 'rita', scope: 'actions:read' }))).toEqual([])
    expect(await allowed(api.tokens.ops)).toEqual([])
    await act(action_id, 'reject', { reason: 'no' })
    expect(await allowed(api.tokens.bob)).toEqual([])
  })

  it('stands at the one campaign and the one session as well', async () => {
    const { campaign_id } = (await api.call('POST', '/api/v1/campaigns', { body: { tenant_id: TENANT_A } })).body
    await plantSessionConfig(api.database, 1)
    const start = { client_timezone: 'UTC', title: 'board' }
    const { session_id } = (await api.call('POST', '/api/v1/session/start', { body: start })).body
    const allowed = async (path: string, as = api.tokens.ada) => (await api.call('GET', path, { as })).body.allowed
    expect(await allowed(`/api/v1/campaigns/${campaign_id}`)).toEqual(['start', 'cancel'])
    await api.call('POST', `/api/v1/campaigns/${campaign_id}/start`)
    expect(await allowed(`/api/v1/campaigns/${campaign_id}`)).toEqual(['cancel'])
    expect(await allowed(`/api/v1/session/${session_id}`)).toContain('finalize')
    await api.call('POST', `/api/v1/session/${session_id}/finalize`)
    expect(await allowed(`/api/v1/session/${session_id}`)).not.toContain('finalize')
    const reader = await api.issuer.token({ sub: 'rita', scope: 'campaigns:read sessions:read' })
    for (const path of [`/api/v1/campaigns/${campaign_id}`, `/api/v1/session/${session_id}`])
      expect(await allowed(path, reader)).toEqual([])
    expect(await allowed(`/api/v1/campaigns/${campaign_id}`, api.tokens.ops)).toEqual([])
  })
})

describe('If-Match', () => {
  it('keeps an edit, a rejection and a cancellation from an action that is not what the person saw any more', async () => {
    const { action_id, version } = await propose()
    const path = `/api/v1/actions/${action_id}`
    const change = (method: string, verb: string, body: object, seen: number, as = api.tokens.ada) =>
      api.call(method, `${path}${verb}`, { as, body, headers: { 'if-match': `"${seen}"` } })
    const edited = await change('PATCH', '', { payload: { content_text: 'first' } }, version)
    expect(edited.status).toBe(200)
    const now = edited.body.version
    const late = [
      await change('PATCH', '', { payload: { content_text: 'second' } }, version),
      await change('POST', '/reject', { reason: 'no' }, version, api.tokens.bob),
      await change('POST', '/cancel', { reason: 'no' }, version),
    ]
    for (const { status, body } of late)
      expect([status, body.code, body.newest]).toEqual([409, 'VERSION_CONFLICT', { version: now }])
    expect((await api.call('GET', path)).body).toMatchObject({ version: now, payload: { content_text: 'first' } })
    expect((await change('POST', '/cancel', { reason: 'no' }, now)).body.status).toBe('CANCELLED')
  })
})

describe('a list of actions', () => {
  it('can be had of one proposer alone, and of what needs a person', async () => {
    const pia = await api.issuer.token({ sub: 'pia' })
    const hers = await propose({}, {}, pia)
    expect(idsOf(await api.call('GET', '/api/v1/actions?proposed_by=pia'))).toEqual([hers.action_id])
    await loseSight(hers.action_id)
    const found = await api.call('GET', '/api/v1/actions?needs_human=true&proposed_by=pia')
    expect(idsOf(found)).toEqual([hers.action_id])
    expect(found.body.data[0].tenant_id).toBe(TENANT_A)
  })
})
