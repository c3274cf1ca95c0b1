// Pictures that are the same: of a session before they are looked at, of a tenant once they are normalised.
import type { AssetView } from '#domain/ports/session-ledger.ts'
import type { Ask } from './session-stretch.ts'

export interface KnownPicture {
  assetId: string
  objectKey: string
}

export function assetTwins(ask: Ask) {
  return {
    /** The first picture of the tenant that has these bytes. */
    async knownPicture(tenantId: string, sha256: string): Promise<KnownPicture | undefined> {
      const [row] = await ask<KnownPicture>(KNOWN, [tenantId, sha256])
      return row
    },
    /** Whether the same original came for the session before and is still being looked at. */
    async hasEarlierTwin({ id, sessionId, sha256 }: Pick<AssetView, 'id' | 'sessionId' | 'sha256'>): Promise<boolean> {
      return (await ask(TWIN, [sessionId, sha256, id])).length > 0
    },
  }
}

// A copy for a correction is named by what it is a copy of.
const KNOWN = `
SELECT coalesce(duplicate_of, id::text) AS "assetId", object_key AS "objectKey"
FROM session_assets
WHERE tenant_id = $1::uuid AND sha256 = $2 AND status = 'READY'
ORDER BY id
LIMIT 1`

const TWIN = `
SELECT 1
FROM session_assets
WHERE session_id = $1::uuid AND status = 'PROCESSING' AND sha256_original = $2 AND id < $3::uuid
LIMIT 1`
