// GET /tenants/current/skeletons
import { z } from 'zod'
import { SkeletonResource } from '#contracts/session-config.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { SKELETON_COLUMNS, skeletonResource, skeletonRow } from '../../resources/setup-resource.ts'

const Query = z.strictObject({ limit: Limit, cursor: Cursor })

export const listSkeletons = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/tenants/current/skeletons',
  name: 'listSkeletons',
  tag: 'Session setup',
  summary: 'The skeletons of the tenant, newest first',
  scopes: ['tenant:admin'],
  query: Query,
  answers: listAnswers(SkeletonResource, EXAMPLES.skeleton),
  async run(call) {
    const { limit, cursor } = call.query
    const page = await call.ports.setup.skeletons(call.caller.reader, pick({ limit, after: positionOf(call, cursor) }))
    return listAnswer(call, page, { resource: skeletonResource, columns: SKELETON_COLUMNS, row: skeletonRow })
  },
})
