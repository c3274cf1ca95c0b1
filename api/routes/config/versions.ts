// GET /tenants/current/config/versions
import { z } from 'zod'
import { ConfigResource } from '#contracts/session-config.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { pick } from '../../lists/pick.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { CONFIG_COLUMNS, configResource, configRow } from '../../resources/setup-resource.ts'

const Query = z.strictObject({ limit: Limit, cursor: Cursor })

export const listConfigVersions = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/tenants/current/config/versions',
  name: 'listConfigVersions',
  tag: 'Session setup',
  summary: "All versions of the tenant's session configuration, newest first",
  description:
    'With who handed each in, when, and what became of it. In force is the ACTIVE one with the highest version.',
  scopes: ['tenant:admin'],
  query: Query,
  answers: listAnswers(ConfigResource, EXAMPLES.config),
  async run(call) {
    const { limit, cursor } = call.query
    const { reader, tenantId } = call.caller
    const page = await call.ports.setup.configVersions(
      reader,
      tenantId,
      pick({ limit, after: positionOf(call, cursor) }),
    )
    return listAnswer(call, page, { resource: configResource, columns: CONFIG_COLUMNS, row: configRow })
  },
})
