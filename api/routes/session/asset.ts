// GET /session/{id}/assets/{asset_id}
import { AssetResource } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { viewedSession } from '../../session/owned-session.ts'
import { shownAssets } from '../../session/shown-assets.ts'

export const getAsset = defineRoute<SessionView>({
  method: 'get',
  path: '/session/{id}/assets/{asset_id}',
  name: 'getAsset',
  tag: 'Sessions',
  summary: 'One picture of a session',
  scopes: ['sessions:read'],
  subject: viewedSession,
  answers: [{ status: 200, description: 'As it stands', schema: AssetResource, example: EXAMPLES.asset }],
  async run(call) {
    const { assets, resource } = await shownAssets(call)
    const wanted = call.context.req.param('asset_id')?.toLowerCase()
    const asset = assets.find(({ id }) => id === wanted)
    if (asset === undefined) throw new MandateError('NOT_FOUND', 'there is no picture of that id')
    return json(200, await resource(asset))
  },
})
