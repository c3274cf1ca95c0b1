// The pictures of a session, as they were uploaded and as a worker found them.
import type { AssetView } from '#domain/ports/session-ledger.ts'
import type { AssetError, AssetStatus } from '#domain/session/asset.ts'
import type { Ask } from './session-stretch.ts'

export async function sessionAssets(ask: Ask, sessionId: string): Promise<AssetView[]> {
  return (await ask<AssetRow>(ASSETS, [sessionId])).map(toAsset)
}

/** Columns that make an AssetRow, of a table aliased `a`. */
export const ASSET_COLUMNS = `a.id, a.session_id, a.status, a.name, a.caption, a.original_key, a.sha256_original, a.bytes_original,
  a.sequence_id, a.captured_at, a.target_placeholder, a.created_at, a.decided_at, a.object_key, a.sha256, a.mime, a.width, a.height,
  a.duplicate_of, a.error`

const ASSETS = `SELECT ${ASSET_COLUMNS} FROM session_assets a WHERE a.session_id = $1::uuid ORDER BY a.id`

export interface AssetRow {
  id: string
  session_id: string
  status: AssetStatus
  name: string | null
  caption: string | null
  original_key: string
  sha256_original: string
  bytes_original: number
  sequence_id: number | null
  captured_at: Date
  target_placeholder: string | null
  created_at: Date
  decided_at: Date | null
  object_key: string | null
  sha256: string | null
  mime: string | null
  width: number | null
  height: number | null
  duplicate_of: string | null
  error: AssetError | null
}

export function toAsset(row: AssetRow): AssetView {
  return {
    ...{
      id: row.id,
      sessionId: row.session_id,
      status: row.status,
      capturedAt: row.captured_at,
      createdAt: row.created_at,
    },
    ...{ originalKey: row.original_key, sha256: row.sha256_original, bytes: row.bytes_original },
    ...(row.name === null ? {} : { name: row.name }),
    ...(row.caption === null ? {} : { caption: row.caption }),
    ...(row.sequence_id === null ? {} : { sequenceId: row.sequence_id }),
    ...(row.target_placeholder === null ? {} : { targetPlaceholder: row.target_placeholder }),
    ...(row.decided_at === null ? {} : { decidedAt: row.decided_at }),
    ...readyOf(row),
    ...(row.error === null ? {} : { error: row.error }),
  }
}

function readyOf({
  object_key: objectKey,
  sha256,
  mime,
  width,
  height,
  duplicate_of,
}: AssetRow): Pick<AssetView, 'ready'> {
  if (objectKey === null || sha256 === null || mime === null || width === null || height === null) return {}
  const duplicate = duplicate_of === null ? {} : { duplicateOf: duplicate_of }
  return { ready: { objectKey, sha256, mime, width, height, ...duplicate } }
}
