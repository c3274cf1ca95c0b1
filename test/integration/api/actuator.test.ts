import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ActionResource } from '#contracts/action.ts'
import type { SignOptions } from '#test/support/command-signer.ts'
import { type Called, openTestApi, type TestApi } from '#test/support/open-test-api.ts'
import { TENANT_A } from '#test/support/test-issuer.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi({ COMMAND_HMAC_KEY_PREVIOUS: 'the-former-key-that-is-still-valid-for-now' })
})
afterAll(() => api.close())

let texts = 0
async function propose(more: object = {}, payload: object = {}) {
  const proposal = {
    platform: 'MOCK',
    account: 'demo',
    payload: { content_text: `command ${texts++}`, ...payload },
    governance_hash: 'policy',
    ...more,
  }
  return (await api.call('POST', '/api/v1/actions', { body: proposal })).body
}
async function approved(more: object = {}, payload: object = {}) {
  const action = await propose(more, payload)
  const path = `/api/v1/actions/${action.action_id}/approve`
  const { body } = await api.call('POST', path, { as: api.tokens.bob, body: { digest: action.digest } })
  return body
}
type Action = Awaited<ReturnType<typeof approved>>

const sign = (action: Action, other: SignOptions = {}) =>
  api.upstreams.signer.sign(
    {
      ...{ action_id: action.action_id, tenant_id: action.tenant_id, platform: action.platform, digest: action.digest },
      ...{ payload: action.payload, governance_hash: action.governance_hash },
    },
    other,
  )
const send = (command: { body: string; signature: string }, headers: Record<string, string> = {}, as?: string) =>
  api.call('POST', '/api/v1/actuator/execute', {
    body: command.body,
    headers: { 'x-command-signature': command.signature, ...headers },
    ...(as === undefined ? {} : { as }),
  })
const trailOf = async (action: Action) =>
  (await api.call('GET', `/api/v1/actions/${action.action_id}/audit`)).body.data as {
    action: string
    details: Record<string, unknown>
  }[]
const statusOf = async (action: Action) => (await api.call('GET', `/api/v1/actions/${action.action_id}`)).body.status

describe('a signed command', () => {
  it('queues what people have approved', async () => {
    const action = await approved()
    const answer = await send(await sign(action))
    expect(answer.status).toBe(202)
    expect(answer.headers.get('location')).toBe(`/api/v1/actions/${action.action_id}`)
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(ActionResource.parse(answer.body).status).toBe('QUEUED')
    expect((await trailOf(action)).map(entry => entry.action).slice(-2)).toEqual(['command.accepted', 'action.queued'])
  })

  it('schedules what is due later', async () => {
    const action = await approved({}, { schedule_time: new Date(Date.now() + 3600_000).toISOString() })
    expect((await send(await sign(action))).body.status).toBe('SCHEDULED')
  })

  it('holds when it is signed with the former key, and after enterprise rotated its own', async () => {
    const old = await approved()
    const former = await sign(old, { hmacKey: 'the-former-key-that-is-still-valid-for-now' })
    expect((await send(former)).status).toBe(202)
    await api.upstreams.signer.rotate()
    await expect.poll(async () => (await send(await sign(await approved()))).status, { timeout: 4000 }).toBe(202)
  })

  it('once more answers as before and does nothing twice; with another body it is refused', async () => {
    const action = await approved()
    const command = await sign(action, { jti: 'once' })
    const [first, again] = [await send(command), await send(command)]
    expect([first.status, again.status]).toEqual([202, 202])
    expect(again.body.version).toBe(first.body.version)
    const other = await sign(await approved(), { jti: 'once' })
    expect(await send(other)).toMatchObject({ status: 409, body: { code: 'COMMAND_REPLAYED' } })
    const accepted = (await trailOf(action)).filter(entry => entry.action === 'command.accepted')
    expect(accepted).toHaveLength(1)
  })

  it('counts once of 32 that come at once', async () => {
    const action = await approved()
    const commands = await Promise.all(Array.from({ length: 32 }, () => sign(action)))
    const answers = await Promise.all(commands.map(command => send(command)))
    expect(answers.filter(answer => answer.status === 202)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 202).map(({ body }) => body.code))).toEqual(
      new Set(['ACTION_NOT_APPROVED']),
    )
    const [{ steps = 0 } = {}] = await api.database.owner<{ steps: number }[]>`
      SELECT count(*)::int AS steps FROM steps WHERE subject_id = ${action.action_id} AND kind = 'execute-mock'`
    expect(steps).toBe(1)
  })

  it('counts once where one jti comes for many actions at once', async () => {
    const actions = await Promise.all(Array.from({ length: 8 }, () => approved()))
    const commands = await Promise.all(actions.map(action => sign(action, { jti: 'for-many' })))
    const answers = await Promise.all(commands.map(command => send(command)))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array.from({ length: 7 }, () => 409)])
    expect((await Promise.all(actions.map(statusOf))).filter(status => status === 'QUEUED')).toHaveLength(1)
  })

  it('that is refused changes nothing of an action that has ended but its trail', async () => {
    const action = await approved()
    await api.call('POST', `/api/v1/actions/${action.action_id}/cancel`, { body: { reason: 'not needed' } })
    const ended = () => api.database.owner`
      SELECT status, ended_at FROM governance.actions_ledger WHERE id = ${action.action_id}`
    const before = await ended()
    expect((await send(await sign(action))).status).toBe(403)
    expect(await ended()).toEqual(before)
    expect((await trailOf(action)).at(-1)?.action).toBe('command.refused')
  })

  it('is not there before its action is approved, nor for an id that nobody knows, in the same words', async () => {
    const pending = await propose()
    const unknown = { ...pending, action_id: '0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f' }
    const answers = [await send(await sign(pending)), await send(await sign(unknown))]
    for (const answer of answers) expect(answer).toMatchObject({ status: 403, body: { code: 'ACTION_NOT_APPROVED' } })
    expect(answers[0]?.body.detail).toBe(answers[1]?.body.detail)
  })
})

/** Each is refused, nothing is queued, and the trail of the action says why. */
describe('not executed, and the trail says why:', () => {
  let action: Action
  beforeEach(async () => {
    action = await approved({}, { schedule_time: new Date(Date.now() + 3600_000).toISOString() })
  })
  const expectRefused = async (answer: Called<{ code: string }>, status: number, code: string) => {
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(await statusOf(action)).toBe('APPROVED_BY_HUMAN')
    const last = (await trailOf(action)).at(-1)
    expect(last).toMatchObject({ action: 'command.refused' })
    return last?.details
  }
  const payloadWith = (change: object) => ({ body: { payload: { ...action.payload, ...change } } })

  it.each<[string, () => SignOptions]>([
    ['another text', () => payloadWith({ content_text: `${action.payload.content_text}.` })],
    ['another time', () => payloadWith({ schedule_time: new Date(Date.now() + 3600_001).toISOString() })],
    ['another budget', () => payloadWith({ budget_bid: 0.01 })],
    ['another medium', () => payloadWith({ media_urls: ['https://a.example/1.png'] })],
    ['another governance hash', () => ({ body: { governance_hash: 'policx' } })],
    ['another platform', () => ({ body: { platform: 'META' } })],
    ['a token for another digest', () => ({ claims: { digest: 'f'.repeat(64) } })],
  ])('%s', async (_, other) => {
    const details = await expectRefused(await send(await sign(action, other())), 403, 'DIGEST_MISMATCH')
    expect(details?.code).toBe('COMMAND_DIGEST_MISMATCH')
  })

  it('an edited action, by the command for what it was', async () => {
    const command = await sign(action)
    const path = `/api/v1/actions/${action.action_id}`
    const edit = { payload: { content_text: 'edited meanwhile' } }
    const { body } = await api.call('PATCH', path, { body: edit })
    await api.call('POST', `${path}/approve`, { as: api.tokens.bob, body: { digest: body.digest } })
    await expectRefused(await send(command), 403, 'DIGEST_MISMATCH')
  })

  it.each<[string, SignOptions]>([
    ['expired', { ttlSeconds: -10 }],
    ['that lives too long', { ttlSeconds: 901 }],
    ['of somebody else', { issuer: 'mallory' }],
    ['for somebody else', { audience: 'mandate' }],
    ['for another tenant', { claims: { tenant_id: '33333333-3333-4333-8333-333333333333' } }],
    ['for another action', { claims: { action_id: '0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e9f' } }],
    ['that is none', { body: { command_token: 'a.b.c' } }],
  ])('a token %s', async (_, other) => {
    await expectRefused(await send(await sign(action, other)), 401, 'COMMAND_TOKEN_INVALID')
  })

  it('a body of which one byte changed after it was signed', async () => {
    const command = await sign(action)
    const body = command.body.replace('"command ', '"c0mmand ')
    await expectRefused(await send({ ...command, body }), 401, 'COMMAND_SIGNATURE_INVALID')
  })

  it.each(['', 'sha256=', `sha256=${'0'.repeat(64)}`, 'sha1=abc'])('the signature %j', async signature => {
    await expectRefused(await send({ ...(await sign(action)), signature }), 401, 'COMMAND_SIGNATURE_INVALID')
  })

  it('a caller who may not', async () => {
    const reader = await api.issuer.token({ sub: 'rob', scope: 'actions:read' })
    const answer = await send(await sign(action), {}, reader)
    expect([answer.status, answer.body.code]).toEqual([403, 'INSUFFICIENT_SCOPE'])
    expect(await statusOf(action)).toBe('APPROVED_BY_HUMAN')
  })

  it('a body that says more than a command may', async () => {
    await expectRefused(await send(await sign(action, { body: { force: true } })), 422, 'VALIDATION_FAILED')
  })

  it('in the trail of the tenant where there is no such action', async () => {
    const gone = { ...action, action_id: '0199a1b3-0a1b-7c2d-9e3f-4a5b6c7d8e99' }
    expect((await send(await sign(gone))).status).toBe(403)
    const text = (await api.call('GET', '/api/v1/audit/export')).text
    const lines = text.split('\n').filter(line => line.includes(gone.action_id))
    expect(lines.some(line => line.includes('command.refused'))).toBe(true)
    const { subject } = JSON.parse(lines[0] ?? '{}')
    const verified = await api.call('GET', `/api/v1/audit/verify?subject=${subject}`)
    expect(verified.status === 200 ? verified.body.first_bad : undefined).toBeUndefined()
  })
})

describe('a kill switch', () => {
  const put = (body: object, as = api.tokens.ada) => api.call('PUT', '/api/v1/kill-switch', { as, body })

  it.each([
    [{ scope: 'tenant' }, 'ada'],
    [{ scope: 'platform', platform: 'MOCK' }, 'ada'],
    [{ scope: 'account', platform: 'MOCK', account: 'demo' }, 'ada'],
    [{ scope: 'platform', platform: 'MOCK' }, 'ops'],
    [{ scope: 'global' }, 'ops'],
  ] as const)('of %j holds back approval and command until a person releases it', async (target, who) => {
    const [waiting, ready] = [await propose(), await approved()]
    const command = await sign(ready)
    const as = api.tokens[who]
    const engaged = await put({ ...target, engaged: true, reason: 'wrong prices' }, as)
    expect(engaged).toMatchObject({ status: 200, body: { ...target, engaged: true, open_attempts: [] } })
    const approve = await api.call('POST', `/api/v1/actions/${waiting.action_id}/approve`, {
      as: api.tokens.bob,
      body: { digest: waiting.digest },
    })
    for (const answer of [approve, await send(command)]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'KILL_SWITCH_ENGAGED' } })
      expect(answer.headers.get('retry-after')).not.toBeNull()
    }
    const why = await api.call('GET', `/api/v1/actions/${ready.action_id}/why`)
    expect(why.body).toMatchObject({ reason: 'KILL_SWITCH', detail: expect.stringContaining('wrong prices') })
    expect((await api.call('GET', '/api/v1/kill-switch', { as })).body).toMatchObject({ engaged: true })
    expect((await put({ ...target, engaged: false, reason: 'mended' }, as)).status).toBe(200)
    expect((await send(command)).status).toBe(202)
    expect((await trailOf(ready)).map(entry => entry.action)).toContain('command.refused')
  })

  it('is engaged by anybody who may, and released by people alone', async () => {
    expect((await put({ scope: 'tenant', engaged: true, reason: 'r' }, api.tokens.bot)).status).toBe(200)
    const released = await put({ scope: 'tenant', engaged: false, reason: 'r' }, api.tokens.bot)
    expect([released.status, released.body.code]).toEqual([403, 'HUMAN_REQUIRED'])
    expect((await put({ scope: 'tenant', engaged: false, reason: 'r' })).status).toBe(200)
  })

  it('of everybody takes ops, and that of a tenant does not touch another’s', async () => {
    expect((await put({ scope: 'global', engaged: true, reason: 'r' })).body.code).toBe('INSUFFICIENT_SCOPE')
    await put({ scope: 'tenant', engaged: true, reason: 'r' }, api.tokens.eve)
    expect((await send(await sign(await approved()))).status).toBe(202)
    const mine = (await api.call('GET', '/api/v1/kill-switch')).body.data as { tenant_id?: string }[]
    expect(mine.every(({ tenant_id }) => tenant_id === undefined || tenant_id === TENANT_A)).toBe(true)
    await put({ scope: 'tenant', engaged: false, reason: 'r' }, api.tokens.eve)
  })

  it.each([
    [{ scope: 'account', platform: 'MOCK' }],
    [{ scope: 'tenant', account: 'demo' }],
    [{ scope: 'everything' }],
    [{}],
  ])('%j names no scope: 422', async target => {
    expect((await put({ ...target, engaged: true, reason: 'r' })).status).toBe(422)
  })
})
