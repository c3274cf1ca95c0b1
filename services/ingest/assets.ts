// Which bytes are whose asset. Every question names its tenant, and no answer leaves it.
import type { DatabaseSync } from 'node:sqlite'
import { type AssetQuery, KnownAsset } from '#contracts/upstream/ingest.ts'
import { inTransaction } from '#services/kernel/in-transaction.ts'

export interface Assets {
  find(query: AssetQuery): KnownAsset | undefined
  /** Undefined when the id is that of other bytes. `isNew` is false for bytes that were known: the asset is theirs then. */
  register(asset: KnownAsset): { asset: KnownAsset; isNew: boolean } | undefined
  count(): number
}

export function createAssets(db: DatabaseSync, now: () => Date): Assets {
  const byHash = db.prepare('SELECT * FROM assets WHERE tenant_id = ? AND sha256 = ?')
  const byId = db.prepare('SELECT 1 FROM assets WHERE tenant_id = ? AND asset_id = ?')
  const counted = db.prepare('SELECT count(*) AS n FROM assets')
  const insert = db.prepare(
    `INSERT INTO assets (tenant_id, sha256, asset_id, ref, mime, width, height, registered_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const find = ({ tenant_id, sha256 }: AssetQuery) => {
    const row = byHash.get(tenant_id, sha256)
    return row === undefined ? undefined : KnownAsset.parse(row)
  }
  return {
    find,
    register: asset =>
      inTransaction(db, () => {
        const known = find(asset)
        if (known !== undefined) return { asset: known, isNew: false }
        const { tenant_id, sha256, asset_id, ref, mime, width, height } = asset
        if (byId.get(tenant_id, asset_id) !== undefined) return undefined
        insert.run(tenant_id, sha256, asset_id, ref, mime, width, height, now().toISOString())
        return { asset, isNew: true }
      }),
    count: () => Number(counted.get()?.n ?? 0),
  }
}
