// Kill switches in the console: asked about before they hold, said in red while they do, released by a person with a reason.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConsoleRig, openConsoleRig, type Visitor } from '#test/support/console-rig.ts'

const TENANT = '550e8400-e29b-41d4-a716-446655440000'
const SWITCHES = '/console/settings/kill-switches'
let rig: ConsoleRig
let ann: Visitor

beforeAll(async () => {
  rig = await openConsoleRig(TENANT, { CONSOLE_SIGN_IN_SCOPE: 'openid tenant:admin actions:read sessions:read ops' })
  ann = await rig.signIn('ann')
})
afterAll(() => rig?.close())

const state = async () => {
  const as = await rig.tokenOf('ann')
  return (await rig.api.call('GET', '/api/v1/kill-switch', { as })).body
}

describe('engaging', () => {
  const asked = { scope: 'platform', platform: 'META', account: 'left over', reason: 'wrong <b>price</b>' }

  it('asks first and says what stops; nothing is held before', async () => {
    const question = await ann.post(SWITCHES, asked)
    expect(question.status).toBe(200)
    expect(question.text).toContain('Hold back: Meta of this tenant?')
    expect(question.text).toContain('Nothing is sent, nothing approved, nothing accepted')
    expect(question.text).toContain('wrong &lt;b&gt;price&lt;/b&gt;')
    expect((await state()).engaged).toBe(false)
    const back = await ann.post(SWITCHES, { ...asked, back: '1' })
    expect(back.text).toContain('>wrong &lt;b&gt;price&lt;/b&gt;</textarea>')
  })

  it('holds once confirmed, and every look at the page says so with the reason and who', async () => {
    const engaged = await ann.post(SWITCHES, { ...asked, confirmed: '1' })
    expect(engaged.status).toBe(303)
    expect((await state()).data).toMatchObject([
      { scope: 'platform', platform: 'META', tenant_id: TENANT, engaged: true },
    ])
    const { text } = await ann.get(engaged.headers.get('location')?.replace(rig.url, '') ?? '')
    expect(text).toContain('A kill switch is engaged.')
    expect(text).toContain('Meta of this tenant')
    expect(text).toContain('Nothing was being sent at that moment.')
    expect(text).toContain('wrong &lt;b&gt;price&lt;/b&gt;')
  })

  it('names what was being sent just then', async () => {
    const ids = ['0195f3a0-1111-7000-8000-000000000001', '"><script>alert(1)</script>']
    const { text } = await ann.get(
      `${SWITCHES}?${new URLSearchParams({ done: 'engaged', open: ids.join(','), open_count: '7' })}`,
    )
    expect(text).toContain(`href="/console/inbox/${ids[0]}"`)
    expect(text).toContain('and 6 more')
    expect(text).not.toContain('<script>alert')
  })

  it('shows what is refused with what was typed: a scope that is none, an account without a name', async () => {
    const nowhere = await ann.post(SWITCHES, { scope: 'account', platform: 'META', reason: 'because', confirmed: '1' })
    expect(nowhere.status).toBe(422)
    expect(nowhere.text).toContain('>because</textarea>')
    const everybody = await ann.post(SWITCHES, { scope: 'global', reason: 'because', confirmed: '1' })
    expect(everybody.status).toBe(403)
    expect(everybody.text).toContain('the global switch takes scope ops')
  })
})

describe('releasing', () => {
  it('takes a reason and ends what was held', async () => {
    const form = await ann.get(`${SWITCHES}/release?scope=platform&platform=META`)
    expect(form.text).toContain('Release: Meta of this tenant')
    const refused = await ann.post(`${SWITCHES}/release`, { scope: 'platform', platform: 'META', reason: '' })
    expect(refused.status).toBe(422)
    expect((await state()).engaged).toBe(true)
    const released = await ann.post(`${SWITCHES}/release`, { scope: 'platform', platform: 'META', reason: 'mended' })
    expect(released.headers.get('location')).toBe(`${SWITCHES}?done=released`)
    expect(await state()).toMatchObject({ engaged: false, data: [{ reason: 'mended' }] })
    expect((await ann.get(SWITCHES)).text).not.toContain('is engaged')
  })

  it('is offered to nobody whose request would reach another switch', async () => {
    await ann.post(SWITCHES, { scope: 'platform', platform: 'LINKEDIN', reason: 'ours', confirmed: '1' })
    const olga = await rig.signIn('olga', 'ops tenant:admin')
    const seen = await olga.get(SWITCHES)
    expect(seen.text).toContain('LinkedIn of this tenant')
    expect(seen.text).toContain('Not yours to release')
    expect((await olga.get(`${SWITCHES}/release?scope=platform&platform=LINKEDIN`)).status).toBe(404)
    const everybody = await olga.post(SWITCHES, {
      scope: 'platform',
      platform: 'LINKEDIN',
      reason: 'all',
      confirmed: '1',
    })
    expect(everybody.status).toBe(303)
    const { text } = await ann.get(SWITCHES)
    expect(text).toContain('2 kill switches are engaged.')
    expect(text).toContain('LinkedIn of every tenant')
  })
})
