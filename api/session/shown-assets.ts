// The pictures of a session as a reader may see them: what people wrote about one of a restricted moment only with the scope for it.
import type { AssetResource } from '#contracts/session.ts'
import type { AssetView, SessionView } from '#domain/ports/session-ledger.ts'
import { contextAt } from '#domain/session/context.ts'
import type { Call } from '../pipeline/call.ts'
import { assetResource } from '../resources/asset-resource.ts'

export interface ShownAssets {
  assets: AssetView[]
  resource(asset: AssetView): AssetResource
}

/** In the order in which they were uploaded. */
export async function shownAssets({
  caller,
  ports,
  subject,
}: Pick<Call<SessionView>, 'caller' | 'ports' | 'subject'>): Promise<ShownAssets> {
  const { id } = subject.session
  const [assets, { contexts }] = await Promise.all([
    ports.sessions.assets(caller.reader, id),
    ports.sessions.stretch(caller.reader, id, { after: 0, limit: 1 }),
  ])
  const seesRestricted = caller.scopes.has('sessions:restricted')
  const isHidden = ({ capturedAt }: AssetView) =>
    !seesRestricted && contextAt(contexts, capturedAt.getTime()).restricted
  return { assets, resource: asset => assetResource(asset, { isHidden: isHidden(asset) }) }
}
