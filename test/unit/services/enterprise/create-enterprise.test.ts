import { createHmac, randomUUID } from 'node:crypto'
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CommandReply, PoliciesReply, ReservationReply } from '#contracts/upstream/enterprise.ts'
import { listening, postJson } from '../kernel/listening.ts'
import { startedProcess } from '../kernel/started-process.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'
import { enterprise, HMAC_KEY } from './enterprise-world.ts'

const State = z.looseObject({
  budget_minor: z.int(),
  available_minor: z.int(),
  reserved_minor: z.int(),
  governance_hash: z.string(),
  policies: z.array(z.looseObject({ id: z.string() })),
})
const Body = z.strictObject({
  action_id: z.uuid(),
  platform: z.string(),
  command_token: z.string(),
  payload: z.record(z.string(), z.json()),
  governance_hash: z.string(),
})

async function stateOf(url: string, tenantId: string) {
  return State.parse(await (await fetch(`${url}/state?tenant_id=${tenantId}`)).json())
}

function putState(url: string, tenantId: string, change: unknown): Promise<Response> {
  return fetch(`${url}/state?tenant_id=${tenantId}`, {
    method: 'PUT',
    body: JSON.stringify(change),
    headers: { 'content-type': 'application/json' },
  })
}

async function reserve(url: string, tenantId: string, amountMinor: number, executionId: string = randomUUID()) {
  const body = {
    tenant_id: tenantId,
    campaign_id: randomUUID(),
    execution_id: executionId,
    amount_minor: amountMinor,
    currency: 'EUR',
  }
  return ReservationReply.parse(await (await postJson(`${url}/reservations`, body)).json())
}

async function command(url: string, more: Record<string, unknown> = {}) {
  const asked = {
    tenant_id: randomUUID(),
    action_id: randomUUID(),
    platform: 'MOCK',
    digest: 'd'.repeat(64),
    payload: { content_text: 'hello', budget_bid: 15.5 },
    governance_hash: 'any',
    ...more,
  }
  return { asked, reply: CommandReply.parse(await (await postJson(`${url}/commands`, asked)).json()) }
}

describe('the business state', () => {
  it('of a tenant never seen before has a budget and three policies', async () => {
    const { url } = await enterprise()
    const state = await stateOf(url, randomUUID())
    expect(state).toMatchObject({ budget_minor: 1_000_000, available_minor: 1_000_000, currency: 'EUR' })
    expect(state.policies).toHaveLength(3)
  })

  it('changes in the parts that are put, for that tenant alone, and its policies show in the governance hash', async () => {
    const { url } = await enterprise()
    const [tenant, other] = [randomUUID(), randomUUID()]
    const before = await stateOf(url, tenant)
    const policies = [{ id: 'p', name: 'P', rule: { kind: 'allowed_platforms', platforms: ['MOCK'] } }]
    expect((await putState(url, tenant, { budget_minor: 5, policies })).status).toBe(200)
    const after = await stateOf(url, tenant)
    expect(after).toMatchObject({ budget_minor: 5, currency: 'EUR', policies: [{ id: 'p', active: true }] })
    expect(after.governance_hash).not.toBe(before.governance_hash)
    const shown = PoliciesReply.parse(await (await fetch(`${url}/policies?tenant_id=${tenant}`)).json())
    expect(shown.governance_hash).toBe(after.governance_hash)
    expect((await stateOf(url, other)).governance_hash).toBe(before.governance_hash)
  })

  it('takes no policy that nobody would enforce', async () => {
    const { url } = await enterprise()
    const policies = [{ id: 'p', name: 'P', rule: { kind: 'be_nice' } }]
    expect((await putState(url, randomUUID(), { policies })).status).toBe(422)
  })
})

describe('reservations over the wire', () => {
  it('asked for at once hold no more than the budget, and no less than fits', async () => {
    const { url } = await enterprise()
    const tenant = randomUUID()
    const replies = await Promise.all(Array.from({ length: 60 }, () => reserve(url, tenant, 70_000)))
    expect(replies.filter(({ status }) => status === 'RESERVED')).toHaveLength(14)
    expect((await stateOf(url, tenant)).available_minor).toBe(20_000)
  })

  it('asked for twice at once by one execution are one', async () => {
    const { url } = await enterprise()
    const [tenant, execution] = [randomUUID(), randomUUID()]
    await Promise.all(Array.from({ length: 10 }, () => reserve(url, tenant, 100, execution)))
    expect((await stateOf(url, tenant)).reserved_minor).toBe(100)
  })

  it('that were answered are there after a SIGKILL under load', async () => {
    const env = { DATA_DIR: temporaryFolder(), PORT: '0' }
    const tenant = randomUUID()
    const first = await startedProcess('services/enterprise/main.ts', env)
    const answered: string[] = []
    const load = Array.from({ length: 6 }, async () => {
      for (;;) {
        const execution = randomUUID()
        const reply = await reserve(first.url, tenant, 10, execution)
        if (reply.status === 'RESERVED') answered.push(`${execution} ${reply.reservation_id}`)
        if (answered.length === 60) first.kill()
      }
    })
    await Promise.allSettled(load)
    const second = await startedProcess('services/enterprise/main.ts', env)
    expect(answered.length).toBeGreaterThanOrEqual(60)
    for (const line of answered.slice(-20)) {
      const [execution = '', id] = line.split(' ')
      expect(await reserve(second.url, tenant, 10, execution)).toMatchObject({ reservation_id: id })
    }
    // One that was committed but not yet answered may stand besides.
    const { reserved_minor } = await stateOf(second.url, tenant)
    expect(reserved_minor).toBeGreaterThanOrEqual(answered.length * 10)
    expect(reserved_minor).toBeLessThanOrEqual((answered.length + 6) * 10)
    expect(await second.stop()).toBe(0)
  })
})

describe('commands', () => {
  it('are signed over their exact body, with a token for this action that lives at most 15 minutes', async () => {
    const { url } = await enterprise()
    const { asked, reply } = await command(url)
    if (reply.status === 'REFUSED') throw new Error(reply.reason)
    expect(reply.signature).toBe(`sha256=${createHmac('sha256', HMAC_KEY).update(reply.body).digest('hex')}`)
    const { command_token, ...rest } = Body.parse(JSON.parse(reply.body))
    const { action_id, platform, payload, governance_hash, digest, tenant_id } = asked
    expect(rest).toEqual({ action_id, platform, payload, governance_hash })
    const keySet = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`))
    const { payload: claims } = await jwtVerify(command_token, keySet, { audience: 'actuator', algorithms: ['EdDSA'] })
    expect(claims).toMatchObject({ tenant_id, action_id, digest, jti: expect.any(String) })
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBeLessThanOrEqual(900)
    expect(reply.expires_at).toBe(new Date((claims.exp ?? 0) * 1000).toISOString())
  })

  it('are signed with the new key after a rotation, while the tokens of the old one can still be verified', async () => {
    let now = new Date()
    const { url } = await enterprise({}, () => now)
    const tokenOf = async () => {
      const { reply } = await command(url)
      return reply.status === 'ISSUED' ? Body.parse(JSON.parse(reply.body)).command_token : reply.reason
    }
    const old = await tokenOf()
    expect((await postJson(`${url}/_reference/rotate-keys`, {})).status).toBe(201)
    const fresh = await tokenOf()
    expect(decodeProtectedHeader(fresh).kid).not.toBe(decodeProtectedHeader(old).kid)
    const verify = (token: string) => jwtVerify(token, createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`)))
    await verify(old)
    await verify(fresh)
    now = new Date(now.getTime() + 25 * 3_600_000)
    await expect(verify(old)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' })
  })

  it('are still signed with the same key after a restart, and no private part is ever shown', async () => {
    const DATA_DIR = temporaryFolder()
    const jwksOf = async () => (await fetch(`${(await enterprise({ DATA_DIR })).url}/.well-known/jwks.json`)).text()
    const first = await jwksOf()
    expect(await jwksOf()).toBe(first)
    expect(first).not.toContain('"d"')
  })

  it('are refused with the reason when a policy forbids them', async () => {
    const { url } = await enterprise()
    const { reply } = await command(url, { payload: { content_text: 'Guaranteed returns for all' } })
    expect(reply).toEqual({ status: 'REFUSED', reason: 'policy brand-safety: "guaranteed returns" may not be said' })
  })

  it('of a tenant with policies of its own are refused unless they carry the active governance hash', async () => {
    const { url } = await enterprise()
    const tenant_id = randomUUID()
    const { governance_hash: old } = await stateOf(url, tenant_id)
    expect((await command(url, { tenant_id, governance_hash: old })).reply.status).toBe('ISSUED')
    await putState(url, tenant_id, { policies: [] })
    const { governance_hash } = await stateOf(url, tenant_id)
    expect((await command(url, { tenant_id, governance_hash: old })).reply.status).toBe('REFUSED')
    expect((await command(url, { tenant_id, governance_hash })).reply.status).toBe('ISSUED')
  })

  it("can be had for anything through the knob, so that refusing is shown to be the actuator's job", async () => {
    const { url } = await enterprise()
    const { asked } = await command(url, { payload: { content_text: 'miracle cure' } })
    expect(await (await postJson(`${url}/_reference/commands`, asked)).json()).toMatchObject({ status: 'ISSUED' })
    const closed = await enterprise({ REFERENCE_KNOBS: '0' })
    expect((await postJson(`${closed.url}/_reference/commands`, asked)).status).toBe(404)
    expect((await postJson(`${closed.url}/_reference/rotate-keys`, {})).status).toBe(404)
  })
})

it('checks itself, and a fault makes each check red', async () => {
  const { app } = await enterprise()
  const url = await listening(app)
  const checks = async () =>
    z
      .object({ ok: z.boolean(), checks: z.array(z.object({ ok: z.boolean() })) })
      .parse(await (await postJson(`${url}/test`, {})).json())
  expect(await checks()).toMatchObject({ ok: true })
  await postJson(`${url}/_reference/faults`, { fault: 'wrong_shape' })
  const red = await checks()
  expect(red.checks.map(({ ok }) => ok)).toEqual([false, false, false])
})
