// Webhooks in the console: made, changed, tried out and ended by pages; a secret is seen once and never again.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
const HOOKS = '/console/settings/webhooks'
const URL_ = 'https://93.184.215.14/hook'
const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
let rig: ConsoleRig
let ann: Visitor
let token: string

beforeAll(async () => {
  rig = await openConsoleRig(TENANT, {
    TOKEN_SEALING_KEY: Buffer.alloc(32, 7).toString('base64'),
    CONSOLE_SIGN_IN_SCOPE: 'openid tenant:admin actions:read ops',
  })
  ann = await rig.signIn('ann')
  token = await rig.tokenOf('ann')
})
afterAll(() => rig?.close())

const api = async (path = '', method = 'GET', body?: unknown) =>
  (await rig.api.call(method, `/api/v1/webhooks${path}`, { as: token, ...(body === undefined ? {} : { body }) })).body
const made = async (more: Record<string, unknown> = {}): Promise<string> =>
  (await api('', 'POST', { url: URL_, ...more })).webhook_id
const keyOf = (text: string) => /name="key" value="([^"]+)"/.exec(text)?.[1] ?? ''
const secretOf = (text: string) => /value="(whsec_[^"]+)"/.exec(text)?.[1]

describe('a webhook', () => {
  it('is made by the form, and its secret shown once: not by the same form again, nor on any page after', async () => {
    const form = await ann.get(`${HOOKS}/new`)
    const fields = { key: keyOf(form.text), url: URL_, events: 'action.*', description: 'to the shop' }
    const first = await ann.post(`${HOOKS}/new`, fields)
    const secret = secretOf(first.text)
    expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(secret).toBeDefined()
    expect(first.text).toContain('standardwebhooks')
    const again = await ann.post(`${HOOKS}/new`, fields)
    expect(again.text).toContain('is not shown again')
    const [webhook, ...others] = (await api()).data
    expect(others).toEqual([])
    expect(webhook).toMatchObject({ url: URL_, events: ['action.*'], description: 'to the shop', status: 'ACTIVE' })
    for (const page of [HOOKS, `${HOOKS}/${webhook.webhook_id}`, `${HOOKS}/${webhook.webhook_id}/edit`]) {
      const { text } = await ann.get(page)
      expect(text).toContain('to the shop')
      expect(text).not.toContain(secret)
    }
    expect(JSON.stringify(rig.lines)).not.toContain(secret)
  })

  it('that is refused leaves what was typed', async () => {
    const inner = { key: randomUUID(), url: 'https://127.0.0.1/inner', events: 'action.failed', description: 'mine' }
    const refused = await ann.post(`${HOOKS}/new`, inner)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="https://127.0.0.1/inner"')
    expect(refused.text).toContain('value="action.failed" checked')
    expect(refused.text).toContain('value="mine"')
    const none = await ann.post(`${HOOKS}/new`, { key: randomUUID(), url: URL_ })
    expect([none.status, none.text.includes('id="events-wrong"')]).toEqual([422, true])
  })

  it('is changed, disabled and enabled as the API then says', async () => {
    const id = await made({ events: ['action.*', 'session.failed'], description: 'old' })
    const form = await ann.get(`${HOOKS}/${id}/edit`)
    expect(form.text).toContain('value="session.failed" checked')
    const fields = new URLSearchParams({ _csrf: ann.csrf, url: `${URL_}/2`, description: '' })
    for (const event of ['campaign.*', 'session.failed']) fields.append('events', event)
    expect((await ann.send(`${HOOKS}/${id}/edit`, fields)).headers.get('location')).toContain('done=webhook-changed')
    expect(await api(`/${id}`)).toMatchObject({
      ...{ url: `${URL_}/2`, events: ['campaign.*', 'session.failed'], description: null },
    })
    await ann.post(`${HOOKS}/${id}/turn`, { status: 'DISABLED' })
    const { text } = await ann.get(`${HOOKS}/${id}`)
    expect(text).toContain('Somebody disabled it.')
    expect(text).not.toContain('Send a test')
    await ann.post(`${HOOKS}/${id}/turn`, { status: 'ACTIVE' })
    expect((await api(`/${id}`)).status).toBe('ACTIVE')
  })

  it('rotates its secret, with the time that both sign', async () => {
    const id = await made()
    const rotated = await ann.post(`${HOOKS}/${id}/rotate`, { key: randomUUID(), overlap: '2' })
    expect(secretOf(rotated.text)).toBeDefined()
    expect(rotated.text).toContain('the former one signs beside it')
    const until = Date.parse((await api(`/${id}`)).previous_secret_until)
    expect(Math.round((until - Date.now()) / 3_600_000)).toBe(2)
    const refused = await ann.post(`${HOOKS}/${id}/rotate`, { key: randomUUID(), overlap: 'long' })
    expect(refused.status).toBe(422)
  })

  it('is deleted, and gone', async () => {
    const id = await made()
    const trail = await ann.get(`/console/settings/audit?subject_kind=webhook&subject=${id}`)
    expect(trail.text).toContain(`<a href="${HOOKS}/${id}">`)
    expect((await ann.post(`${HOOKS}/${id}/delete`)).headers.get('location')).toBe(`${HOOKS}?done=webhook-deleted`)
    expect((await ann.get(`${HOOKS}/${id}`)).status).toBe(404)
  })

  it('is looked at by ops and changed by nobody without the scope', async () => {
    const id = await made()
    const olga = await rig.signIn('olga', 'ops')
    const { status, text } = await olga.get(`${HOOKS}/${id}`)
    expect([status, text.split('<main')[1]?.includes('method="post"')]).toEqual([200, false])
    expect((await olga.get(`${HOOKS}/new`)).status).toBe(403)
    expect((await olga.post(`${HOOKS}/${id}/delete`)).status).toBe(403)
    const rita = await rig.signIn('rita', 'actions:read')
    for (const page of [HOOKS, `${HOOKS}/${id}`, `${HOOKS}/new`, `${HOOKS}/${id}/edit`])
      expect((await rita.get(page)).status).toBe(403)
    expect((await api(`/${id}`)).status).toBe('ACTIVE')
  })
})

describe('its deliveries', () => {
  it('begin with a test, are narrowed, looked at with their tries, and sent again one by one or together', async () => {
    const id = await made()
    expect((await ann.post(`${HOOKS}/${id}/test`, { key: randomUUID() })).status).toBe(303)
    const [delivery] = (await api(`/${id}/deliveries`)).data
    const one = delivery.delivery_id
    await fail(one)
    const list = await ann.get(`${HOOKS}/${id}?status=FAILED&since=2020-01-01T00:00`)
    expect(list.text).toContain(`${HOOKS}/${id}/deliveries/${one}`)
    expect(list.text).toContain('500, not taken')
    expect((await ann.get(`${HOOKS}/${id}?status=DELIVERED`)).text).toContain('Nothing of the kind.')
    const part = await ann.get(`${HOOKS}/${id}/deliveries?status=FAILED`, { 'hx-request': 'true' })
    expect(part.text).toContain(one)
    expect(part.text).not.toContain('<html')
    const page = await ann.get(`${HOOKS}/${id}/deliveries/${one}`)
    expect(page.text).toContain('webhook.test')
    expect(page.text).toContain('&lt;script&gt;alert(1)')
    expect(page.text).not.toMatch(/<script>|<img/)
    expect((await ann.post(`${HOOKS}/${id}/deliveries/${one}/replay`, { key: randomUUID() })).status).toBe(303)
    expect((await api(`/${id}/deliveries/${one}`)).status).toBe('PENDING')
    await fail(one)
    const stretch = { key: randomUUID(), replay_since: '2020-01-01T00:00', replay_until: '', replay_status: 'FAILED' }
    const all = await ann.post(`${HOOKS}/${id}/replay`, stretch)
    expect(all.headers.get('location')).toBe(`${HOOKS}/${id}?done=replayed&count=1&more=false`)
    expect((await ann.get(all.headers.get('location') ?? '')).text).toContain('1 delivery goes out again.')
    expect((await api(`/${id}/deliveries/${one}`)).status).toBe('PENDING')
  })

  it('of a stretch that is none are refused, with what was typed', async () => {
    const id = await made()
    const never = { key: randomUUID(), replay_since: 'yesterday', replay_status: 'DELIVERED' }
    const refused = await ann.post(`${HOOKS}/${id}/replay`, never)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('value="yesterday"')
    expect(refused.text).toContain('value="DELIVERED" checked')
    expect(refused.text).toContain('id="replay-since-wrong"')
  })
})

it('script that somebody stored or sent is inert', async () => {
  const id = await made({ description: EVIL, url: `${URL_}?q=${EVIL}` })
  const pages = [
    '',
    `/${id}`,
    `/${id}/edit`,
    `/${id}?event=${encodeURIComponent(EVIL)}&done=replayed&count=${encodeURIComponent(EVIL)}`,
  ]
  const texts = await Promise.all(pages.map(async page => (await ann.get(HOOKS + page)).text))
  texts.push((await ann.post(`${HOOKS}/new`, { key: EVIL, url: EVIL, events: EVIL, description: EVIL })).text)
  texts.push((await ann.post(`${HOOKS}/${id}/replay`, { key: 'k', replay_since: EVIL, replay_status: EVIL })).text)
  for (const text of texts) {
    expect(text).not.toMatch(/<script>|<img/)
    expect(text).toContain('&lt;script&gt;')
  }
})

/** As the last try leaves it; what the receiver said is anybody's text. */
async function fail(delivery: string): Promise<void> {
  const sql = rig.database.owner
  await sql`UPDATE webhook_deliveries SET status = 'FAILED', attempts = attempts + 1, last_http_status = 500, last_error = 'STATUS',
    ended_at = now() WHERE id = ${delivery}`
  await sql`INSERT INTO webhook_attempts (delivery_id, n, tenant_id, at, http_status, error, duration_ms, response)
    SELECT id, attempts, tenant_id, now(), 500, 'STATUS', 12, ${EVIL} FROM webhook_deliveries WHERE id = ${delivery}`
}
