// POST /tenants/current/templates/discover
import { z } from 'zod'
import { Uuid } from '#contracts/primitives.ts'
import { DiscoverRequest, DiscoveryResource } from '#contracts/skeleton-structure.ts'
import { MandateError } from '#domain/errors.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { discoveryResource } from '../../resources/skeleton-resource.ts'
import { SETUP_EXAMPLES } from '../../setup-examples.ts'
import { demandFindings } from '../../skeletons/demand-findings.ts'
import { skeletonInUse } from '../../templates/skeleton-in-use.ts'

export const discoverTemplates = defineRoute<undefined, DiscoverRequest | undefined>({
  method: 'post',
  path: '/tenants/current/templates/discover',
  name: 'discoverTemplates',
  tag: 'Session setup',
  summary: 'Have ingest asked which templates a skeleton has',
  description:
    'A worker asks; the answer is in `GET /tenants/current/templates`. It is asked by itself once a skeleton is ACTIVE. Without `skeleton_id` it is the default one of the configuration. While it is being asked anyway this adds nothing.',
  scopes: ['tenant:admin'],
  body: {
    ...{ schema: DiscoverRequest, required: false, limit: 'json' },
    examples: { skeleton: SETUP_EXAMPLES.discoverRequest },
  },
  answers: [
    {
      status: 202,
      description: 'ASKED',
      schema: z.object({ skeleton_id: Uuid, discovery: DiscoveryResource }),
      example: {
        skeleton_id: SETUP_EXAMPLES.discoverRequest.skeleton_id,
        discovery: { ...SETUP_EXAMPLES.discovery, status: 'ASKED' },
      },
      headers: { Location: 'Where the templates are', 'Retry-After': 'Seconds' },
    },
  ],
  refusals: ['NOT_FOUND', 'INVALID_STATE', 'TENANT_NOT_CONFIGURED'],
  async run(call) {
    const { ports, caller, body } = call
    const configs = await ports.setup.configs(caller.reader, caller.tenantId)
    const skeleton = await skeletonInUse(call, configs, body?.skeleton_id)
    if (skeleton === undefined) throw new MandateError('TENANT_NOT_CONFIGURED', 'the tenant has no skeleton')
    if (skeleton.status !== 'ACTIVE')
      throw new MandateError('INVALID_STATE', `the skeleton is ${skeleton.status}`, {
        members: { state: skeleton.status, allowed: [] },
      })
    const { discovery } = await demandFindings(ports, caller, skeleton)
    const location = `/api/v1/tenants/current/templates?skeleton_id=${skeleton.id}`
    const asked = { skeleton_id: skeleton.id, discovery: discoveryResource({ ...discovery, status: 'ASKED' }) }
    const answer = json(202, asked, { location, 'retry-after': '1' })
    const written = await ports.setup.askOfSkeleton(
      skeleton,
      'discover-templates',
      ask(call, () => answer),
    )
    return written === 'key_taken' ? replayTaken(call) : answer
  },
})
