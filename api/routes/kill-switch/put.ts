// PUT /kill-switch
import { z } from 'zod'
import { KillSwitchRequest } from '#contracts/actuator-settings.ts'
import type { KillTarget } from '#domain/action/kill-switch.ts'
import { MandateError } from '#domain/errors.ts'
import { type Caller, demandHuman } from '../../auth/caller.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { KillSwitchResource } from '../../resources/kill-switch-resource.ts'

export const putKillSwitch = defineRoute<undefined, KillSwitchRequest>({
  method: 'put',
  path: '/kill-switch',
  name: 'putKillSwitch',
  tag: 'Actuator',
  summary: 'Engage or release a kill switch',
  description:
    'Engaged: nothing is dispatched, nothing approved, nothing accepted; what waits stays. When this has answered no claim commits any more, and `open_attempts` names the actions that were being sent just then. `global`, and `platform` without a tenant, take scope ops; an administrator sets those of the own tenant. Releasing takes a person.',
  scopes: ['tenant:admin', 'ops'],
  body: { schema: KillSwitchRequest, required: true, limit: 'json', examples: { engage: EXAMPLES.killRequest } },
  answers: [
    {
      status: 200,
      description: 'As it stands now',
      schema: KillSwitchResource.extend({ open_attempts: z.array(z.string()) }),
      example: { ...EXAMPLES.killSwitch, open_attempts: [] },
    },
  ],
  refusals: ['HUMAN_REQUIRED'],
  async run({ ports, caller, body }) {
    const { engaged, reason } = body
    if (!engaged) demandHuman(caller)
    const target = targetOf(body, caller)
    const { stillOpen } = await ports.killSwitches.set({ target, engaged, reason }, caller.actor)
    const { scope, platform, account } = body
    return json(200, {
      ...{ scope, engaged, reason, changed_by: caller.actor, changed_at: new Date().toISOString() },
      ...('tenantId' in target && target.tenantId !== undefined ? { tenant_id: target.tenantId } : {}),
      ...(platform === undefined ? {} : { platform }),
      ...(account === undefined ? {} : { account }),
      open_attempts: stillOpen,
    })
  },
})

/** Ops may hold back everybody; an administrator the own tenant. @throws MandateError INSUFFICIENT_SCOPE */
function targetOf(body: KillSwitchRequest, { scopes, tenantId }: Caller): KillTarget {
  const isOps = scopes.has('ops')
  switch (body.scope) {
    case 'global':
      if (!isOps)
        throw new MandateError('INSUFFICIENT_SCOPE', 'the global switch takes scope ops', { members: { scope: 'ops' } })
      return { scope: 'global' }
    case 'tenant':
      return { scope: 'tenant', tenantId }
    case 'platform':
      return { scope: 'platform', platform: body.platform, ...(isOps ? {} : { tenantId }) }
    case 'account':
      return { scope: 'account', platform: body.platform, account: body.account, tenantId }
    default:
      return body satisfies never
  }
}
