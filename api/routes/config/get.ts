// GET /tenants/current/config
import { z } from 'zod'
import { ConfigResource } from '#contracts/session-config.ts'
import { MandateError } from '#domain/errors.ts'
import type { ConfigVersion } from '#domain/setup/setup.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import type { Call } from '../../pipeline/call.ts'
import { versionTag } from '../../pipeline/expected-versions.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { configResource } from '../../resources/setup-resource.ts'

const Query = z.strictObject({
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be a whole number from 1')
    .transform(Number)
    .optional()
    .describe('That version, whatever became of it'),
})
type Query = z.output<typeof Query>

export const getConfig = defineRoute<undefined, undefined, Query>({
  method: 'get',
  path: '/tenants/current/config',
  name: 'getConfig',
  tag: 'Session setup',
  summary: "The tenant's session configuration",
  description:
    'The one in force, and as `pending` a newer one that is CHECKING or REFUSED, with its `errors`. While none is in force it is the newest one: see its `status`.',
  scopes: ['tenant:admin'],
  query: Query,
  answers: [
    {
      status: 200,
      description: 'As it stands',
      schema: ConfigResource.extend({ pending: ConfigResource.nullable() }),
      example: { ...EXAMPLES.config, pending: null },
      headers: { ETag: 'The newest version that was handed in, for `If-Match`' },
    },
  ],
  refusals: ['NOT_FOUND'],
  async run(call) {
    const { shown, pending } = await versionsOf(call)
    if (shown === undefined) throw new MandateError('NOT_FOUND', 'the tenant has set no such configuration')
    const body = { ...configResource(shown), pending: pending === undefined ? null : configResource(pending) }
    return json(200, body, { etag: versionTag(Math.max(shown.version, pending?.version ?? 0)) })
  },
})

type Shown = { shown: ConfigVersion | undefined; pending?: ConfigVersion | undefined }

async function versionsOf({ ports, caller, query }: Call<undefined, undefined, Query>): Promise<Shown> {
  if (query.version !== undefined)
    return { shown: await ports.setup.configVersion(caller.reader, caller.tenantId, query.version) }
  const { inForce, newest } = await ports.setup.configs(caller.reader, caller.tenantId)
  return { shown: inForce ?? newest, pending: newest?.status === 'ACTIVE' ? undefined : newest }
}
