// Settings of a tenant in the console: what is changed on a page is what the API then says, and what it refuses is said.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'
import { plantWaiting } from '#test/support/plant-waiting.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
const SETTINGS = '/console/settings'
let rig: ConsoleRig
let ann: Visitor
let token: string

beforeAll(async () => {
  rig = await openConsoleRig(TENANT, { CONSOLE_SIGN_IN_SCOPE: 'openid tenant:admin actions:read sessions:read ops' })
  ann = await rig.signIn('ann')
  token = await rig.tokenOf('ann')
})
afterAll(() => rig?.close())

const api = async (path: string) => (await rig.api.call('GET', `/api/v1${path}`, { as: token })).body
const tellsOf = async (name: string) => {
  const { data } = await api('/accounts')
  return data.find(({ account }: { account: string }) => account === name)
}
/** The value that a hidden field of a page has. */
const hidden = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

describe('the section', () => {
  it('opens at its first tab and leads to the others', async () => {
    expect((await ann.get(SETTINGS)).headers.get('location')).toBe(`${SETTINGS}/accounts`)
    const { text } = await ann.get(`${SETTINGS}/accounts`)
    for (const tab of ['policy', 'kill-switches', 'quota', 'webhooks', 'audit'])
      expect(text).toContain(`href="${SETTINGS}/${tab}"`)
  })

  it('is not for whoever has none of its scopes, page by page and change by change', async () => {
    const rita = await rig.signIn('rita', 'actions:read sessions:read')
    for (const page of ['accounts', 'accounts/new', 'policy', 'kill-switches', 'quota', 'audit', 'audit/export']) {
      const answer = await rita.get(`${SETTINGS}/${page}`)
      expect([page, answer.status]).toEqual([page, 403])
      expect(answer.text).not.toContain('<select')
    }
    const policy = await rita.post(`${SETTINGS}/policy/rules`, { version: '0', approvers: '1' })
    const stopped = await rita.post(`${SETTINGS}/kill-switches`, { scope: 'tenant', reason: 'no', confirmed: '1' })
    expect([policy.status, stopped.status]).toEqual([403, 403])
  })

  it('shows everything to ops and offers them nothing but kill switches', async () => {
    const olga = await rig.signIn('olga', 'ops')
    for (const page of ['accounts', 'policy', 'quota', 'audit']) {
      const { status, text } = await olga.get(`${SETTINGS}/${page}`)
      expect([page, status]).toEqual([page, 200])
      expect(text.split('<main')[1]).not.toContain('method="post"')
    }
    expect((await olga.get(`${SETTINGS}/accounts/new`)).status).toBe(403)
    expect((await olga.post(`${SETTINGS}/quota`, { limit: 'none' })).status).toBe(403)
    expect((await olga.get(`${SETTINGS}/kill-switches`)).text).toContain('Everything of everybody')
  })
})

describe('accounts', () => {
  const page = { platform: 'META', account: 'shop', kind: 'page', credentials_ref: 'env:META_SHOP', currency: 'eur' }
  const limits = { posts_count: '3', posts_span: '1', posts_unit: '86400' }
  const budget = { budget_amount: '12.50', budget_span: '2', budget_unit: '3600' }

  it('are added by the form as the API then has them', async () => {
    const added = await ann.post(`${SETTINGS}/accounts/new`, { ...page, ...limits, ...budget })
    expect([added.status, added.headers.get('location')]).toEqual([303, `${SETTINGS}/accounts?done=account-added`])
    expect(await tellsOf('shop')).toMatchObject({
      ...{ platform: 'META', kind: 'page', credentials_ref: 'env:META_SHOP', currency: 'EUR' },
      limits: { posts: { count: 3, seconds: 86_400 }, budget: { amount_minor: 1250, seconds: 7200 } },
    })
    const list = await ann.get(`${SETTINGS}/accounts?done=account-added`)
    expect(list.text).toContain('Added. Its credentials are being checked.')
    expect(list.text).toContain('0 of 3 posts in 1 day')
    expect(list.text).toContain('€0.00 of €12.50')
    expect(list.text).toMatch(/<meter[^>]* aria-label="shop: posts"/)
  })

  it('are shown in their form as they are, and changed by it', async () => {
    const form = await ann.get(`${SETTINGS}/accounts/META/shop`)
    expect(form.text).toContain('value="12.50"')
    expect(form.text).toMatch(/<option value="3600" selected>hours/)
    const changed = await ann.post(`${SETTINGS}/accounts/META/shop`, { ...page, ...limits, posts_count: '5' })
    expect(changed.headers.get('location')).toBe(`${SETTINGS}/accounts?done=account-changed`)
    expect((await tellsOf('shop')).limits).toEqual({ posts: { count: 5, seconds: 86_400 } })
  })

  it('keep what was typed when they are refused, with what is wrong beside it', async () => {
    const typed = { ...page, account: 'second', credentials_ref: 'the secret itself', posts_count: 'many' }
    const refused = await ann.post(`${SETTINGS}/accounts/new`, { ...typed, posts_span: '1' }, { 'hx-request': 'true' })
    expect(refused.status).toBe(422)
    expect(refused.text.trim()).toMatch(/^<div id="tab">/)
    for (const value of ['second', 'the secret itself', 'many']) expect(refused.text).toContain(`value="${value}"`)
    expect(refused.text).toContain('aria-invalid="true"')
    const twice = await ann.post(`${SETTINGS}/accounts/new`, { ...page, credentials_ref: 'env:OTHER' })
    expect([twice.status, twice.text.includes('is there already')]).toEqual([422, true])
    expect((await tellsOf('shop')).credentials_ref).toBe('env:META_SHOP')
    const money = await ann.post(`${SETTINGS}/accounts/new`, { ...page, account: 'third', currency: '', ...budget })
    expect(money.text).toContain('needs the currency that it is in')
  })

  it('say when they reopen, and which kill switch holds them', async () => {
    await plantWaiting(rig.database.owner, TENANT)
    const { text } = await ann.get(`${SETTINGS}/accounts`)
    expect(text).toMatch(/Reopens in \d+ min/)
    expect(text).toMatch(/By the kill switch of this account since .*: a bad day/s)
  })
})

describe('the policy', () => {
  const rows = (...all: [platform: string, kind: string, budget: string, approvers: string][]) => {
    const form = new URLSearchParams({ _csrf: ann.csrf })
    for (const [platform, kind, budget, approvers] of all)
      for (const [name, value] of Object.entries({ platform, kind, budget_min: budget, approvers }))
        form.append(name, value)
    return form
  }
  const send = (form: URLSearchParams) => ann.send(`${SETTINGS}/policy/rules`, form)

  it('is saved row by row, and empty rows are none', async () => {
    const form = rows(['META', 'ad', '100.5', '2'], ['', '', '', ''])
    form.set('version', '0')
    form.set('do', 'save')
    expect((await send(form)).headers.get('location')).toBe(`${SETTINGS}/policy?done=policy-saved`)
    const policy = await api('/tenants/current/policy')
    expect(policy.rules).toEqual([{ match: { platform: 'META', kind: 'ad', budget_min: 100.5 }, approvers: 2 }])
    expect(policy.changed_by.sub).toBe('ann')
  })

  it('grows and shrinks by a row without being saved', async () => {
    const form = rows(['META', 'ad', '', '2'], ['MOCK', '', '', '7'])
    form.set('version', '1')
    form.set('do', 'remove-0')
    const less = await send(form)
    expect(less.text).not.toContain('name="do" value="remove-1"')
    expect(less.text).toContain('value="7"')
    form.set('do', 'add')
    expect((await send(form)).text).toContain('name="do" value="remove-2"')
    expect((await api('/tenants/current/policy')).version).toBe(1)
  })

  it('is not saved over what somebody has set meanwhile, and says who', async () => {
    const form = rows(['MOCK', '', '', '3'])
    form.set('version', '0')
    form.set('do', 'save')
    const late = await send(form)
    expect(late.status).toBe(409)
    expect(late.text).toContain('ann has meanwhile set version 1')
    expect(late.text).toContain('name="approvers"')
    expect(late.text).toContain('value="3"')
    expect(hidden(late.text, 'version')).toBe('1')
  })

  it('marks the row that is refused and keeps it', async () => {
    const form = rows(['META', 'ad', '', '2'], ['', '', 'lots', '99'])
    form.set('version', '1')
    form.set('do', 'save')
    const refused = await send(form)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="lots" aria-invalid="true" aria-describedby="rule-1-wrong"')
  })

  it('registers, withdraws and takes back a governance hash and leaves the rules alone', async () => {
    const turn = async (fields: Record<string, string>, path = '/turn') => {
      const version = hidden((await ann.get(`${SETTINGS}/policy`)).text, 'version')
      return ann.post(`${SETTINGS}/policy/governance${path}`, { version, ...fields })
    }
    expect((await turn({ hash: 'abc', name: 'May' }, '')).status).toBe(303)
    const twice = await turn({ hash: 'abc', name: 'June' }, '')
    expect([twice.status, twice.text.includes('value="June"')]).toEqual([422, true])
    await turn({ hash: 'abc', active: '' })
    expect((await api('/tenants/current/policy')).governance).toEqual([{ hash: 'abc', name: 'May', active: false }])
    await turn({ hash: 'abc', active: '1' })
    const after = await api('/tenants/current/policy')
    expect(after.governance[0].active).toBe(true)
    expect(after.rules).toHaveLength(1)
  })
})

describe('the quota', () => {
  it('is set in hours and taken away, and the page says what is used', async () => {
    expect((await ann.post(`${SETTINGS}/quota`, { limit: 'hours', hours: '1.5' })).status).toBe(303)
    expect((await api('/tenants/current/quota')).limit_seconds).toBe(5400)
    const { text } = await ann.get(`${SETTINGS}/quota`)
    expect(text).toContain('Nothing yet')
    expect(text).toContain('the limit is 1 h 30 min')
    await ann.post(`${SETTINGS}/quota`, { limit: 'none', hours: '1.5' })
    expect((await api('/tenants/current/quota')).limit_seconds).toBeNull()
  })

  it('keeps what was typed when it is no number', async () => {
    const refused = await ann.post(`${SETTINGS}/quota`, { limit: 'hours', hours: 'a lot' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="a lot"')
    expect(refused.text).toMatch(/value="hours" checked/)
  })
})
