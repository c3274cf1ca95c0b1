// Enterprise's endpoints: each parses, asks the one part that knows, and answers.
import type { Hono } from 'hono'
import { z } from 'zod'
import { Uuid } from '#contracts/primitives.ts'
import {
  CommandRequest,
  ReleaseRequest,
  ReservationRequest,
  SettleRequest,
  SimulationRequest,
} from '#contracts/upstream/enterprise.ts'
import { parseBody, parseQuery } from '#services/kernel/parse-body.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { StateChange } from './business-state.ts'
import { governanceHash, policyHash } from './governance-hash.ts'
import { type CommandSettings, issueCommand, refusalOf } from './issue-command.ts'
import type { Reservations } from './reservations.ts'
import type { SigningKeys } from './signing-keys.ts'
import { simulateStrategy } from './simulate-strategy.ts'
import type { TenantStates } from './tenant-states.ts'

export interface EnterpriseParts {
  states: TenantStates
  reservations: Reservations
  keys: SigningKeys
  commands: CommandSettings
  knobs: boolean
  now(): Date
}

const ofTenant = z.object({ tenant_id: Uuid })

export function enterpriseRoutes(app: Hono, parts: EnterpriseParts): void {
  const { states, reservations, keys, now } = parts
  const shownState = (tenantId: string) => {
    const { state, version } = states.get(tenantId)
    const standing = reservations.standing(tenantId, state, now())
    return { tenant_id: tenantId, version, ...state, ...standing, governance_hash: governanceHash(state.policies) }
  }

  app.get('/state', c => c.json(shownState(parseQuery(c, ofTenant).tenant_id)))
  app.put('/state', async c => {
    const { tenant_id } = parseQuery(c, ofTenant)
    states.change(tenant_id, await parseBody(c, StateChange), now())
    return c.json(shownState(tenant_id))
  })
  app.get('/policies', c => {
    const { policies } = states.get(parseQuery(c, ofTenant).tenant_id).state
    const shown = policies.map(policy => ({ ...policy, hash: policyHash(policy) }))
    return c.json({ governance_hash: governanceHash(policies), policies: shown })
  })

  app.post('/reservations', async c => {
    const request = await parseBody(c, ReservationRequest)
    return c.json(reservations.reserve(request, states.get(request.tenant_id).state, now()))
  })
  app.post('/reservations/:id/settle', async c => {
    const { tenant_id, spent_minor } = await parseBody(c, SettleRequest)
    return c.json(reservations.settle(c.req.param('id'), tenant_id, spent_minor, states.get(tenant_id).state, now()))
  })
  app.post('/reservations/:id/release', async c => {
    const { tenant_id } = await parseBody(c, ReleaseRequest)
    return c.json(reservations.release(c.req.param('id'), tenant_id, now()))
  })

  app.post('/simulations', async c => {
    const request = await parseBody(c, SimulationRequest)
    const reply = simulateStrategy(states.get(request.tenant_id).state, request)
    if (reply === undefined) {
      throw new ServiceProblem(422, 'CURRENCY_UNKNOWN', `there is no planning rate for ${request.budget?.currency}`)
    }
    return c.json(reply)
  })

  app.post('/commands', async c => {
    const request = await parseBody(c, CommandRequest)
    const reason = refusalOf(request, states.get(request.tenant_id))
    if (reason !== undefined) return c.json({ status: 'REFUSED', reason })
    return c.json(await issueCommand(request, keys, parts.commands, now()))
  })
  app.get('/.well-known/jwks.json', c => {
    c.header('cache-control', 'public, max-age=60')
    return c.json(keys.jwks(now()))
  })

  if (parts.knobs) referenceRoutes(app, parts)
}

/** Behind the kernel's guard of `/_reference`: loopback only. */
function referenceRoutes(app: Hono, { keys, commands, now }: EnterpriseParts): void {
  app.post('/_reference/rotate-keys', async c => c.json({ kid: await keys.rotate(now()), jwks: keys.jwks(now()) }, 201))
  // Signs whatever it is given, so that it can be shown that refusing is the actuator's job.
  app.post('/_reference/commands', async c =>
    c.json(await issueCommand(await parseBody(c, CommandRequest), keys, commands, now())),
  )
}
