// GET /session/{id}/assets
import { z } from 'zod'
import { AssetResource } from '#contracts/session.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { listAnswer, positionOf } from '../../lists/list-answer.ts'
import { Cursor, Limit } from '../../lists/list-query.ts'
import { listAnswers } from '../../lists/list-spec.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { ASSET_COLUMNS } from '../../resources/asset-resource.ts'
import { viewedSession } from '../../session/owned-session.ts'
import { shownAssets } from '../../session/shown-assets.ts'

const Query = z.strictObject({ limit: Limit, cursor: Cursor })

export const listAssets = defineRoute<SessionView, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/session/{id}/assets',
  name: 'listAssets',
  tag: 'Sessions',
  summary: 'The pictures of a session, in the order in which they came',
  description:
    'Of one that was taken while the session was restricted, name, caption, placeholder and the picture itself are shown with the scope `sessions:restricted` alone.',
  scopes: ['sessions:read'],
  subject: viewedSession,
  query: Query,
  answers: listAnswers(AssetResource, EXAMPLES.asset),
  async run(call) {
    const { limit, cursor } = call.query
    const after = positionOf(call, cursor) ?? ''
    const { assets, resource } = await shownAssets(call)
    const rest = assets.filter(({ id }) => id > after)
    const last = rest.length > limit ? rest[limit - 1] : undefined
    const items = await Promise.all(rest.slice(0, limit).map(resource))
    const page = last === undefined ? { items } : { items, next: last.id }
    return listAnswer(call, page, { resource: asset => asset, columns: ASSET_COLUMNS, row: asset => asset })
  },
})
