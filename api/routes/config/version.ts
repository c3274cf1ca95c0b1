// GET /tenants/current/config/versions/{version}
import { ConfigResource } from '#contracts/session-config.ts'
import { MandateError } from '#domain/errors.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { versionTag } from '../../pipeline/expected-versions.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { configResource } from '../../resources/setup-resource.ts'

export const getConfigVersion = defineRoute({
  method: 'get',
  path: '/tenants/current/config/versions/{version}',
  name: 'getConfigVersion',
  tag: 'Session setup',
  summary: "One version of the tenant's session configuration, whatever became of it",
  scopes: ['tenant:admin'],
  answers: [
    {
      status: 200,
      description: 'As it was handed in, and what became of it',
      schema: ConfigResource,
      example: EXAMPLES.config,
      headers: { ETag: 'The version, for `If-Match`' },
    },
  ],
  refusals: ['NOT_FOUND'],
  async run({ ports, caller, context }) {
    const version = context.req.param('version') ?? ''
    const found = /^[1-9]\d{0,8}$/.test(version)
      ? await ports.setup.configVersion(caller.reader, caller.tenantId, Number(version))
      : undefined
    if (found === undefined) throw new MandateError('NOT_FOUND', 'there is no such version')
    return json(200, configResource(found), { etag: versionTag(found.version) })
  },
})
