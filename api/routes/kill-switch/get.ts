// GET /kill-switch
import { z } from 'zod'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { KillSwitchResource, killSwitchResource } from '../../resources/kill-switch-resource.ts'

export const getKillSwitch = defineRoute({
  method: 'get',
  path: '/kill-switch',
  name: 'getKillSwitch',
  tag: 'Actuator',
  summary: 'The kill switches that concern the caller',
  description: 'Those of the tenant, and those that hold back everybody; with scope ops all.',
  scopes: ['tenant:admin', 'ops'],
  answers: [
    {
      status: 200,
      description: 'Engaged ones first',
      schema: z.object({ engaged: z.boolean(), data: z.array(KillSwitchResource) }),
      example: { engaged: true, data: [EXAMPLES.killSwitch] },
    },
  ],
  async run({ ports, caller }) {
    const found = await ports.killSwitches.list(caller.reader)
    return json(200, { engaged: found.some(({ engaged }) => engaged), data: found.map(killSwitchResource) })
  },
})
