// Deciding in the console: what is approved is what was on the screen, and whoever comes second is told.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ActionResource } from '#contracts/action.ts'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
const HTMX = { 'hx-request': 'true' }
let rig: ConsoleRig
let ann: Visitor
let ben: Visitor
let proposer: string

beforeAll(async () => {
  rig = await openConsoleRig(TENANT)
  ;[ann, ben] = [await rig.signIn('ann'), await rig.signIn('ben')]
  proposer = await rig.tokenOf('pia')
})
afterAll(() => rig?.close())

let texts = 0
async function propose(more: object = {}, payload: object = {}, as = proposer): Promise<ActionResource> {
  const asked = { platform: 'MOCK', account: 'demo', governance_hash: 'policy', ...more }
  const body = { ...asked, payload: { content_text: `Come on Friday ${texts++}`, ...payload } }
  const answer = await rig.api.call('POST', '/api/v1/actions', { as, body })
  expect(answer.status).toBe(201)
  return answer.body
}
const actionOf = async (id: string): Promise<ActionResource> =>
  (await rig.api.call('GET', `/api/v1/actions/${id}`, { as: proposer })).body
const edit = (id: string, payload: object) =>
  rig.api.call('PATCH', `/api/v1/actions/${id}`, { as: proposer, body: { payload } })
const cardOf = (text: string, id: string) => text.split(`id="a-${id}"`)[1]?.split('<li class="card')[0] ?? ''
const hidden = (text: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? ''

describe('the inbox', () => {
  it('shows the most urgent first, with all that is needed to decide and a key for each thing to do', async () => {
    const account = 'shown'
    const inHours = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString()
    const later = await propose({ account, expires_at: inHours(90) })
    const soon = await propose({ account, expires_at: inHours(2) }, { budget_bid: 12.5, currency: 'EUR' })
    const { text, status } = await ann.get(`/console/inbox?account=${account}`)
    expect(status).toBe(200)
    expect([...text.matchAll(/id="a-([0-9a-f-]{36})"/g)].map(match => match[1])).toEqual([
      soon.action_id,
      later.action_id,
    ])
    const card = cardOf(text, soon.action_id)
    for (const said of ['€12.50', '<strong>pia</strong>', '0 of 1', soon.digest, soon.payload.content_text])
      expect(card).toContain(said)
    for (const key of ['a', 'r', 'e', 'o', 'x']) expect(card).toContain(`data-key="${key}"`)
    expect(hidden(card, 'digest')).toBe(soon.digest)
  })

  it('tells what an edit changed when asked, card by card', async () => {
    const one = await propose({ account: 'told' }, { content_text: 'Come on Friday' })
    expect(cardOf((await ann.get('/console/inbox?account=told')).text, one.action_id)).not.toContain('/changes')
    await edit(one.action_id, { content_text: 'Come on Monday' })
    expect(cardOf((await ann.get('/console/inbox?account=told')).text, one.action_id)).toContain('/changes"')
    const { text } = await ann.get(`/console/inbox/${one.action_id}/changes`, HTMX)
    expect(text).toContain('<del>Friday</del><ins>Monday</ins>')
  })

  it('is narrowed by platform, account and kind, and keeps what was typed when the API refuses it', async () => {
    const one = await propose({ account: 'narrow-1' })
    const two = await propose({ account: 'narrow-2', platform: 'TWITTER' })
    const shows = async (query: string) => {
      const { text } = await ann.get(`/console/inbox?${query}`)
      return [one, two].map(({ action_id }) => text.includes(`id="a-${action_id}"`))
    }
    expect(await shows('platform=TWITTER')).toEqual([false, true])
    expect(await shows('account=narrow-1')).toEqual([true, false])
    expect(await shows('kind=resolve')).toEqual([false, false])
    const wrong = await ann.get('/console/inbox?account=not+an+account')
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('value="not an account"')
  })

  it('offers to approve nothing of one’s own, which stands under a view of its own', async () => {
    const mine = await propose({ account: 'own' }, {}, await rig.tokenOf('ann'))
    expect((await ann.get('/console/inbox?account=own')).text).not.toContain(mine.action_id)
    const { text } = await ann.get('/console/inbox?view=mine')
    const card = cardOf(text, mine.action_id)
    expect(card).toContain('data-key="e"')
    expect(card).not.toContain('/approve"')
    expect((await ben.get('/console/inbox?account=own')).text).toContain(`/console/inbox/${mine.action_id}/approve`)
  })

  it('lets whoever lacks the scope look and not decide', async () => {
    const action = await propose({ account: 'looked-at' })
    const rita = await rig.signIn('rita', 'actions:read')
    const card = cardOf((await rita.get('/console/inbox')).text, action.action_id)
    expect(card).toContain('data-key="o"')
    expect(card).not.toMatch(/data-key="[arex]"/)
    const forced = await rita.post(`/console/inbox/${action.action_id}/approve`, { digest: action.digest ?? '' })
    expect(forced.status).toBe(403)
    expect((await actionOf(action.action_id)).status).toBe('PENDING_APPROVAL')
  })

  it('says what is new, changed or gone since, and draws nothing of it by itself', async () => {
    const account = 'news'
    const [stays, goes] = [await propose({ account }), await propose({ account })]
    const shown = [stays, goes].map(({ action_id, version }) => `shown=${action_id}%20${version}`).join('&')
    const ask = async () => (await ann.get(`/console/inbox/news?account=${account}&${shown}`, HTMX)).text
    expect(await ask()).not.toContain('data-when-idle')
    await propose({ account })
    await edit(stays.action_id, { content_text: 'anew' })
    await ben.post(`/console/inbox/${goes.action_id}/approve`, { digest: goes.digest ?? '' })
    const text = await ask()
    expect(text).toContain('1 new, 1 changed, 1 no longer waiting')
    for (const { action_id } of [stays, goes]) expect(text).toContain(`hx-target="#news-${action_id}"`)
    expect(text).not.toContain('anew')
  })

  it('says which kill switch is engaged, and approves nothing meanwhile', async () => {
    const action = await propose({ account: 'held' })
    const put = (engaged: boolean) =>
      rig.api.call('PUT', '/api/v1/kill-switch', {
        as: proposer,
        body: { scope: 'account', platform: 'MOCK', account: 'held', engaged, reason: 'a bad day' },
      })
    await put(true)
    expect((await ann.get('/console/inbox')).text).toContain('a bad day')
    const refused = await ann.post(`/console/inbox/${action.action_id}/approve`, { digest: action.digest ?? '' }, HTMX)
    expect(refused.status).toBe(503)
    expect(refused.headers.get('hx-retarget')).toBe(`#news-${action.action_id}`)
    expect(refused.text).toContain('KILL_SWITCH_ENGAGED')
    await put(false)
  })
})

describe('a decision', () => {
  it('takes the card away and says what was done; without script it leads back to the list', async () => {
    const [one, two] = [await propose(), await propose()]
    const part = await ann.post(
      `/console/inbox/${one.action_id}/approve`,
      { digest: one.digest ?? '', back: 'view=me' },
      HTMX,
    )
    expect(part.text).toContain('data-decided')
    expect(part.text).not.toContain('data-item')
    expect(part.headers.get('hx-trigger')).toContain('Approved. It waits for its command now.')
    const led = await ann.post(`/console/inbox/${two.action_id}/approve`, {
      digest: two.digest ?? '',
      back: 'view=me&account=demo',
    })
    expect([led.status, led.headers.get('location')]).toEqual([
      303,
      '/console/inbox?view=me&account=demo&done=approved',
    ])
    const list = await ann.get(led.headers.get('location') ?? '')
    expect(list.text).toContain('Approved.')
    expect((await actionOf(two.action_id)).approvals).toMatchObject([{ sub: 'ann', digest: two.digest }])
  })

  it('of two people at once: one wins, the other is told who did', async () => {
    const { action_id: id, digest = '' } = await propose()
    const [first, second] = await Promise.all(
      [ann, ben].map(who => who.post(`/console/inbox/${id}/approve`, { digest }, HTMX)),
    )
    expect([first?.status, second?.status].sort()).toEqual([200, 409])
    const told = first?.status === 409 ? first : second
    const [winner] = (await actionOf(id)).approvals
    expect(told?.text).toContain(`approved by human (by ${winner?.sub})`)
    expect(told?.text).not.toContain('/approve"')
  })

  it('is bound to the digest that was on the screen: what changed since is shown, not approved', async () => {
    const { action_id: id, digest = '' } = await propose({}, { content_text: 'Come on Friday' })
    await edit(id, { content_text: 'Come on Monday' })
    const refused = await ann.post(`/console/inbox/${id}/approve`, { digest }, HTMX)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('changed while you looked')
    expect(refused.text).toContain('<del>Friday</del><ins>Monday</ins>')
    const now = await actionOf(id)
    expect(now.approvals).toEqual([])
    expect(hidden(refused.text, 'digest')).toBe(now.digest)
    // The key that was just pressed does not approve the other content, nor does a selection made before.
    expect(refused.text).not.toContain('data-key="a"')
    expect(refused.text).toContain(`id="choose-${id}-${now.digest?.slice(0, 12)}"`)
    const again = await ann.post(`/console/inbox/${id}/approve`, { digest: hidden(refused.text, 'digest') }, HTMX)
    expect(again.status).toBe(200)
  })

  it('to reject wants a reason, keeps it in the trail, and is not done to what changed since', async () => {
    const { action_id: id, version, digest = '' } = await propose()
    const form = await ann.get(`/console/inbox/${id}/reject?version=${version}&digest=${digest}&back=view%3Dme`, HTMX)
    expect(form.text).toMatch(/<textarea [^>]*name="reason"[^>]*required/)
    const fields = { version: String(version), digest, back: 'view=me' }
    const empty = await ann.post(`/console/inbox/${id}/reject`, { ...fields, reason: ' ' }, HTMX)
    expect([empty.status, empty.headers.get('hx-retarget')]).toEqual([422, '#asked'])
    await edit(id, { content_text: 'Something else' })
    const stale = await ann.post(`/console/inbox/${id}/reject`, { ...fields, reason: 'no' }, HTMX)
    expect(stale.status).toBe(409)
    expect((await actionOf(id)).status).toBe('PENDING_APPROVAL')
    const now = await actionOf(id)
    const done = await ann.post(`/console/inbox/${id}/reject`, {
      ...{ version: String(now.version), digest: now.digest ?? '', back: 'page', reason: 'Too loud' },
    })
    expect(done.headers.get('location')).toBe(`/console/inbox/${id}?done=rejected`)
    expect((await ann.get(`/console/inbox/${id}`)).text).toContain('Too loud')
  })

  it('on several is asked once and honest about each', async () => {
    const [good, changed] = [await propose({ account: 'many' }), await propose({ account: 'many' })]
    const chosen = [good, changed].map(({ action_id, digest }): [string, string] => [
      'chosen',
      `${action_id} ${digest}`,
    ])
    const send = async (more: Record<string, string>) => {
      // The visitor sends one value a name; several have to be written out.
      const answer = await ann.postPairs('/console/inbox/several', [...chosen, ...Object.entries(more)])
      return answer.text
    }
    const asked = await send({ back: 'account=many' })
    expect(asked).toContain('Approve these 2?')
    expect((await actionOf(good.action_id)).approvals).toEqual([])
    await edit(changed.action_id, { content_text: 'Other words' })
    const told = await send({ confirmed: '1' })
    expect(told).toContain('1 approved, 1 not')
    expect(told).toContain('DIGEST_MISMATCH')
    expect((await actionOf(good.action_id)).status).toBe('APPROVED_BY_HUMAN')
    expect((await actionOf(changed.action_id)).status).toBe('PENDING_APPROVAL')
  })

  it('comes from a page of one’s own alone', async () => {
    const { action_id: id, digest = '' } = await propose()
    const forged = await ann.post(`/console/inbox/${id}/approve`, { digest, _csrf: 'x'.repeat(ann.csrf.length) })
    expect(forged.status).toBe(403)
    expect((await actionOf(id)).approvals).toEqual([])
  })
})
