// GET /tenants/current/templates
import { z } from 'zod'
import { Uuid } from '#contracts/primitives.ts'
import { DiscoveryResource, TemplateResource } from '#contracts/skeleton-structure.ts'
import type { TemplateDiscovery } from '#domain/setup/skeleton-structure.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { discoveryResource } from '../../resources/skeleton-resource.ts'
import { SETUP_EXAMPLES } from '../../setup-examples.ts'
import { demandFindings } from '../../skeletons/demand-findings.ts'
import { joinTemplates } from '../../templates/join-templates.ts'
import { skeletonInUse } from '../../templates/skeleton-in-use.ts'

const Query = z.strictObject({
  skeleton_id: Uuid.optional().describe('Another one than the default of the configuration'),
})

const TemplatesAnswer = z.object({
  data: z.array(TemplateResource),
  next_cursor: z.null(),
  skeleton_id: Uuid.nullable(),
  config_version: z.int().nullable(),
  discovery: DiscoveryResource,
  unmapped_placeholders: z.array(z.string()),
  tables: z.array(z.object({ table_id: z.string(), intent_ids: z.array(z.string()), exists: z.boolean() })),
})

const NEVER: TemplateDiscovery = { status: 'NONE', at: null, error: null, templates: [], templatesAt: null }

export const listTemplates = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/tenants/current/templates',
  name: 'listTemplates',
  tag: 'Session setup',
  summary: 'The template ids that are known, each with the placeholder that its blocks go to',
  description:
    'What ingest discovered in the skeleton, what the configuration in force maps, and what core named in the last ten sessions, joined. A block of a template without a `placeholder` is plain text of the body. `discovery` says when ingest was asked and what became of it. `tables` are those of the skeleton, and of the configuration (`exists` false: the skeleton has none of that id), with the intents that fill them; ingest knows of none.',
  scopes: ['tenant:admin'],
  query: Query,
  answers: [{ status: 200, description: 'All of them', schema: TemplatesAnswer, example: SETUP_EXAMPLES.templates }],
  refusals: ['NOT_FOUND'],
  async run(call) {
    const { ports, caller, query } = call
    const [configs, seen] = await Promise.all([
      ports.setup.configs(caller.reader, caller.tenantId),
      ports.setup.seenTemplates(caller.reader, caller.tenantId),
    ])
    const skeleton = await skeletonInUse(call, configs, query.skeleton_id)
    const discovery = skeleton === undefined ? NEVER : (await demandFindings(ports, caller, skeleton)).discovery
    return json(200, {
      ...joinTemplates({ discovery, skeleton, config: configs.inForce, seen }),
      next_cursor: null,
      ...{ skeleton_id: skeleton?.id ?? null, config_version: configs.inForce?.version ?? null },
      discovery: discoveryResource(discovery),
    })
  },
})
