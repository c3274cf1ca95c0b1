// The pictures of a session as a reader may see them: of a restricted moment neither the picture nor what people wrote about it is
// for whoever lacks the scope.
import type { AssetResource } from '#contracts/session.ts'
import type { AssetView, SessionView } from '#domain/ports/session-ledger.ts'
import { contextAt } from '#domain/session/context.ts'
import type { Call } from '../pipeline/call.ts'
import { assetResource } from '../resources/asset-resource.ts'

export interface ShownAssets {
  assets: AssetView[]
  resource(asset: AssetView): Promise<AssetResource>
}

/** Whoever wants to see it later asks again. */
const LINK_TTL_S = 3600

type Asked = Pick<Call<SessionView>, 'caller' | 'ports' | 'subject'>

/** In the order in which they were uploaded. */
export async function shownAssets(call: Asked): Promise<ShownAssets> {
  const { caller, ports, subject } = call
  const { id } = subject.session
  const [assets, { contexts }] = await Promise.all([
    ports.sessions.assets(caller.reader, id),
    ports.sessions.stretch(caller.reader, id, { after: 0, limit: 1 }),
  ])
  const seesRestricted = caller.scopes.has('sessions:restricted')
  const isHidden = ({ capturedAt }: AssetView) =>
    !seesRestricted && contextAt(contexts, capturedAt.getTime()).restricted
  return {
    assets,
    async resource(asset) {
      if (isHidden(asset)) return assetResource(asset, { isHidden: true })
      return assetResource(asset, { url: await linkTo(call, asset) })
    },
  }
}

/** From custody once it lies there: what is orphaned is deleted elsewhere. */
async function linkTo({ ports, subject }: Asked, { ready }: AssetView): Promise<string | undefined> {
  if (ready === undefined) return undefined
  const copy = subject.custody?.find(({ object }) => object === ready.objectKey)
  if (copy === undefined) return ports.store.presignGet(ready.objectKey, LINK_TTL_S)
  return ports.custody.presignGet(copy.object, LINK_TTL_S, { versionId: copy.versionId })
}
