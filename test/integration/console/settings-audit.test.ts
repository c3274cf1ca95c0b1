// The trails in the console: searched, verified, taken along; and nothing that anybody typed runs on a page.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { tamper } from '#test/support/planted-trail.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
const SETTINGS = '/console/settings'
const AUDIT = `${SETTINGS}/audit`
const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
let rig: ConsoleRig
let ann: Visitor
let campaign: string

beforeAll(async () => {
  rig = await openConsoleRig(
    TENANT,
    Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_'))),
  )
  ann = await rig.signIn('ann')
  const as = await rig.tokenOf('bea')
  const body = { tenant_id: TENANT, brief: { objective: `Sell ${EVIL}`, audience: 'all', product: 'p' } }
  campaign = (await rig.api.call('POST', '/api/v1/campaigns', { as, body })).body.campaign_id
  await ann.post(`${SETTINGS}/quota`, { limit: 'none' })
})
afterAll(() => rig?.close())

describe('the search', () => {
  it('shows who did what to what, newest first, and leads there', async () => {
    const { status, text } = await ann.get(AUDIT)
    expect(status).toBe(200)
    expect(text).toContain(`href="/console/campaigns/${campaign}"`)
    expect(text).toContain('>campaign.created</code>')
    expect(text).toContain(`${AUDIT}/verify?subject=${campaign}`)
  })

  it('is narrowed by each of its fields and keeps them', async () => {
    const by = async (filters: Record<string, string>) =>
      (await ann.get(`${AUDIT}?${new URLSearchParams(filters)}`)).text
    expect(await by({ actor: 'bea' })).toContain(campaign)
    expect(await by({ actor: 'nobody' })).toContain('Nothing of the kind')
    expect(await by({ subject_kind: 'action' })).not.toContain(campaign)
    expect(await by({ action: 'campaign.', since: '2020-01-01T00:00' })).toContain(campaign)
    const past = await by({ until: '2020-01-01T00:00' })
    expect(past).not.toContain(campaign)
    expect(past).toContain('value="2020-01-01T00:00"')
  })

  it('says in the words of the API what is wrong with a filter and keeps it', async () => {
    const { status, text } = await ann.get(`${AUDIT}?subject=no-id&actor=bea`)
    expect(status).toBe(422)
    expect(text).toContain('value="no-id"')
    expect(text).toContain('Not done.')
  })
})

describe('a trail', () => {
  it('is verified, and the verdict said in words', async () => {
    const { status, text } = await ann.get(`${AUDIT}/verify?subject=${campaign}`)
    expect(status).toBe(200)
    expect(text).toContain('The trail holds.')
    expect(text).toMatch(/\d+ entr(y|ies) recomputed/)
    expect(text).toContain('No signed checkpoint covers it yet.')
  })

  it('that does not hold is said to be so, with the entry', async () => {
    await tamper(
      rig.database.owner,
      sql => sql`UPDATE audit_log SET actor_sub = 'somebody' WHERE subject_id = ${campaign} AND seq = 1`,
    )
    const { text } = await ann.get(`${AUDIT}/verify?subject=${campaign}`)
    expect(text).toContain('The trail does not hold.')
    expect(text).toContain('The first that is wrong is entry 1')
  })

  it('of nothing is not found', async () => {
    const { status, text } = await ann.get(`${AUDIT}/verify?subject=0195f3a0-1111-7000-8000-000000000001`)
    expect([status, text.includes('there is nothing of that id')]).toEqual([404, true])
  })
})

describe('the export', () => {
  it('is a file of lines or of rows, since a time', async () => {
    const lines = await ann.get(`${AUDIT}/export?format=jsonl&since=2020-01-01T00:00`)
    expect(lines.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-.*\.jsonl"$/)
    const first = JSON.parse(lines.text.split('\n')[0] ?? '')
    expect(first).toHaveProperty('hash')
    const rows = await ann.get(`${AUDIT}/export?format=csv`)
    expect(rows.headers.get('content-type')).toContain('text/csv')
    expect(rows.text.split('\r\n')[0]).toContain('subject,seq,at')
    const future = await ann.get(`${AUDIT}/export?format=jsonl&since=2999-01-01T00:00`)
    expect(future.text).toBe('')
    expect((await ann.get(`${AUDIT}/export?since=yesterday`)).status).toBe(422)
  })
})

describe('script that somebody stored or sent', () => {
  const pages = ['accounts', 'policy', 'kill-switches', 'kill-switches/release?scope=tenant', 'audit', 'quota']

  it('is inert wherever it is shown', async () => {
    const version = /name="version" value="(\d+)"/.exec((await ann.get(`${SETTINGS}/policy`)).text)?.[1] ?? ''
    await ann.post(`${SETTINGS}/policy/governance`, { version, name: EVIL, hash: EVIL })
    await ann.post(`${SETTINGS}/kill-switches`, { scope: 'tenant', reason: EVIL, confirmed: '1' })
    await rig.database
      .owner`INSERT INTO accounts (tenant_id, platform, account, kind, credentials_ref, closed_until, closed_reason)
      VALUES (${TENANT}, 'MOCK', 'evil', 'user', ${`aws:${EVIL}`}, now() + interval '1 hour', ${EVIL})`
    const texts = await Promise.all(pages.map(async page => (await ann.get(`${SETTINGS}/${page}`)).text))
    for (const text of texts) expectInert(text)
    expect(texts.filter(text => text.includes('&lt;script&gt;')).length).toBeGreaterThanOrEqual(4)
  })

  it('is inert when it comes back refused', async () => {
    const q = encodeURIComponent(EVIL)
    const asked = [
      'audit?actor=',
      'audit?subject=',
      'audit?action=',
      'audit/verify?subject=',
      'audit?since=',
      'accounts?done=',
    ]
    for (const path of asked) expectInert((await ann.get(`${SETTINGS}/${path}${q}`)).text)
    const all = { platform: EVIL, account: EVIL, kind: EVIL, credentials_ref: EVIL, currency: EVIL, posts_count: EVIL }
    expectInert((await ann.post(`${SETTINGS}/accounts/new`, all)).text)
    expectInert((await ann.post(`${SETTINGS}/accounts/MOCK/evil`, all)).text)
    expectInert((await ann.post(`${SETTINGS}/quota`, { limit: 'hours', hours: EVIL })).text)
    expectInert((await ann.post(`${SETTINGS}/policy/rules`, { version: EVIL, approvers: EVIL, budget_min: EVIL })).text)
    const engage = { scope: 'account', platform: EVIL, account: EVIL, reason: EVIL }
    expectInert((await ann.post(`${SETTINGS}/kill-switches`, engage)).text)
    expectInert((await ann.post(`${SETTINGS}/kill-switches`, { ...engage, confirmed: '1' })).text)
  })
})

function expectInert(text: string): void {
  expect(text).not.toMatch(/<script>|<img/)
  expect(text).not.toContain('onerror=alert(1)>')
}
