// PUT /tenants/current/config
import { ConfigResource, SessionConfigRequest } from '#contracts/session-config.ts'
import type { ConfigVersion } from '#domain/setup/setup.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { expectedVersions, versionTag } from '../../pipeline/expected-versions.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { configResource } from '../../resources/setup-resource.ts'

export const putConfig = defineRoute<undefined, SessionConfigRequest>({
  method: 'put',
  path: '/tenants/current/config',
  name: 'putConfig',
  tag: 'Session setup',
  summary: "Hand in the next version of the tenant's session configuration",
  description:
    'A worker checks it against its default skeleton: every zone must be a placeholder of it, every placeholder well-known or the target of a zone, every table id a table of it. The former version stays in force until this one is ACTIVE; sessions that have begun keep theirs. While the skeleton is being checked the configuration waits. With `If-Match` a change is refused, 409 `VERSION_CONFLICT` with the `newest` version, when somebody else handed one in meanwhile.',
  scopes: ['tenant:admin'],
  optionalHeaders: {
    'If-Match':
      '`"VERSION"`, the ETag that the change was made from: the newest version, or the change is refused; `"0"` is none as yet',
  },
  body: { schema: SessionConfigRequest, required: true, limit: 'json', examples: { minutes: EXAMPLES.configRequest } },
  answers: [
    {
      status: 202,
      description: 'CHECKING',
      schema: ConfigResource,
      example: { ...EXAMPLES.config, status: 'CHECKING', decided_at: null },
      headers: { Location: 'Where this version is', 'Retry-After': 'Seconds', ETag: 'The version, for `If-Match`' },
    },
  ],
  refusals: ['VERSION_CONFLICT'],
  async run(call) {
    const { adapter_id: adapterId, style_map: styleMap, zone_map: zoneMap, table_map: tableMap } = call.body
    const { default_skeleton_id: defaultSkeletonId, default_channels: defaultChannels } = call.body
    const config = { adapterId, styleMap, zoneMap, tableMap, defaultSkeletonId, defaultChannels }
    const expected = expectedVersions(call.context.req.header('if-match'))
    const written = await call.ports.setup.putConfig(call.caller.tenantId, config, ask(call, handedIn), expected)
    return written === 'key_taken' ? replayTaken(call) : handedIn(written)
  },
})

function handedIn(view: ConfigVersion): Answer {
  const location = `/api/v1/tenants/current/config?version=${view.version}`
  return json(202, configResource(view), { location, 'retry-after': '1', etag: versionTag(view.version) })
}
