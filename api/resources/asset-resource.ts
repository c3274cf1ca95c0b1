// A picture of a session as clients see it.
import type { AssetResource } from '#contracts/session.ts'
import type { AssetView } from '#domain/ports/session-ledger.ts'

export interface Showing {
  /** It is of a restricted moment, and not for this reader. */
  isHidden?: boolean
  /** Where the picture itself is for a while. */
  url?: string | undefined
}

export function assetResource(asset: AssetView, { isHidden = false, url }: Showing = {}): AssetResource {
  const { name, caption, targetPlaceholder: target_placeholder, sequenceId: sequence_id, ready, error } = asset
  const said = { ...given({ name, caption, target_placeholder }) }
  return {
    ...{ asset_id: asset.id, session_id: asset.sessionId, status: asset.status },
    ...(isHidden ? {} : said),
    ...given({ sequence_id }),
    captured_at: asset.capturedAt.toISOString(),
    ...{ sha256_original: asset.sha256, bytes: asset.bytes },
    ...(ready === undefined
      ? {}
      : { sha256: ready.sha256, mime: ready.mime, width: ready.width, height: ready.height }),
    ...given({ duplicate_of: ready?.duplicateOf, error, url }),
    created_at: asset.createdAt.toISOString(),
  }
}

/** Without what is not there. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const there = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

export const ASSET_COLUMNS = ['asset_id', 'status', 'name', 'captured_at', 'sha256', 'mime', 'width', 'height'] as const
