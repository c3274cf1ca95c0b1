// GET /tenants/current/skeletons/{id}
import { SkeletonResource } from '#contracts/session-config.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { skeletonResource } from '../../resources/setup-resource.ts'

export const getSkeleton = defineRoute<Skeleton>({
  method: 'get',
  path: '/tenants/current/skeletons/{id}',
  name: 'getSkeleton',
  tag: 'Session setup',
  summary: 'A skeleton: what became of its check, and what can be filled in it',
  scopes: ['tenant:admin'],
  subject: (ports, caller, id) => ports.setup.skeleton(caller.reader, id),
  answers: [{ status: 200, description: 'As it stands', schema: SkeletonResource, example: EXAMPLES.skeleton }],
  run: ({ subject }) => json(200, skeletonResource(subject)),
})
