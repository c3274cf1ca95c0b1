// GET /tenants/current/templates
import { z } from 'zod'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

const Template = z.object({ template_id: z.string(), placeholder: z.string() })

export const listTemplates = defineRoute({
  method: 'get',
  path: '/tenants/current/templates',
  name: 'listTemplates',
  tag: 'Session setup',
  summary: 'The template ids that are known, each with the placeholder that its blocks go to',
  description: 'By the configuration in force. A block of any other template id is plain text of the body.',
  scopes: ['tenant:admin'],
  answers: [
    {
      status: 200,
      description: 'All of them',
      schema: z.object({ data: z.array(Template), next_cursor: z.null() }),
      example: { data: [{ template_id: 'TPL_PROPOSALS', placeholder: 'PROPOSALS' }], next_cursor: null },
    },
  ],
  async run({ ports, caller }) {
    const { inForce } = await ports.setup.configs(caller.reader, caller.tenantId)
    const data = Object.entries(inForce?.zoneMap ?? {}).map(([template_id, placeholder]) => ({
      template_id,
      placeholder,
    }))
    return json(200, { data, next_cursor: null })
  },
})
