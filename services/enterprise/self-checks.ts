// What Enterprise checks of itself: that money held is missing and comes back, and that what it signs can be verified.
import { createHmac, randomUUID } from 'node:crypto'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { z } from 'zod'
import { CommandReply, PoliciesReply, ReservationReply, SimulationReply } from '#contracts/upstream/enterprise.ts'
import type { SelfCheck } from '#services/kernel/create-service.ts'

const TENANT = '5e1fc0ec-0000-4000-8000-000000000000'
const CHANNELS = [{ platform: 'MOCK', account: 'self-check' }]
const Available = z.object({ available_minor: z.int() })
const Jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) })

export function selfChecks(hmacKey: string): SelfCheck[] {
  return [
    {
      name: 'a reservation takes from the budget and its release gives back',
      async run(call) {
        const state = async () => Available.parse(await call(`/state?tenant_id=${TENANT}`, undefined)).available_minor
        const before = await state()
        const request = {
          campaign_id: randomUUID(),
          execution_id: randomUUID(),
          tenant_id: TENANT,
          amount_minor: 100,
          currency: 'EUR',
        }
        const reply = ReservationReply.parse(await call('/reservations', request))
        const held = await state()
        if (reply.status === 'RESERVED')
          await call(`/reservations/${reply.reservation_id}/release`, { tenant_id: TENANT })
        const got = [reply.status, held - before, (await state()) - before]
        return sameAs(['RESERVED', -100, 0], got)
      },
    },
    {
      name: 'a simulation without budget spends what is needed',
      async run(call) {
        const reply = SimulationReply.parse(await call('/simulations', { tenant_id: TENANT, channels: CHANNELS }))
        return sameAs(reply.needed_minor, reply.spend_minor)
      },
    },
    {
      name: 'a command verifies with the published keys and carries its own signature',
      async run(call) {
        const { governance_hash } = PoliciesReply.parse(await call(`/policies?tenant_id=${TENANT}`, undefined))
        const asked = {
          tenant_id: TENANT,
          action_id: randomUUID(),
          platform: 'MOCK',
          digest: '0'.repeat(64),
          payload: {},
          governance_hash,
        }
        const reply = CommandReply.parse(await call('/commands', asked))
        if (reply.status === 'REFUSED') return { ok: false, expected: 'ISSUED', got: reply.reason }
        const keySet = createLocalJWKSet(Jwks.parse(await call('/.well-known/jwks.json', undefined)))
        const { command_token } = z.object({ command_token: z.string() }).parse(JSON.parse(reply.body))
        const { payload } = await jwtVerify(command_token, keySet, { audience: 'actuator' })
        const signature = `sha256=${createHmac('sha256', hmacKey).update(reply.body).digest('hex')}`
        return sameAs([asked.action_id, signature], [payload.action_id, reply.signature])
      },
    },
  ]
}

function sameAs(expected: unknown, got: unknown) {
  return { ok: JSON.stringify(expected) === JSON.stringify(got), expected, got }
}
