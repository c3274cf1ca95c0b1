// Ingest's library of assets, asked over gRPC. It fails open: a picture is never kept waiting for it.
import { KnownAsset } from '#contracts/upstream/ingest.ts'
import type { AssetLibrary, LibraryAsset } from '#domain/ports/asset-library.ts'
import type { OwnToken } from '../own-token.ts'
import { createAskIngest } from './ask-ingest.ts'

export interface AssetLibraryOptions {
  baseUrl: string
  /** For a question. CONTRACT, section 5. */
  checkMs: number
  /** Sends as who we are. */
  token: OwnToken
  /** Told of each question or registration that nothing came of. */
  onUnanswered(error: unknown): void
}

/** For making one known, when the picture is in its place. */
const REGISTER_MS = 1000

export function createAssetLibrary(options: AssetLibraryOptions): AssetLibrary {
  const { baseUrl, checkMs, token, onUnanswered } = options
  const ask = createAskIngest({ baseUrl, token, maxBytes: 64 * 1024 })
  return {
    async check({ tenantId, sha256, sessionId }) {
      try {
        const said = await ask('CheckAssetDuplicate', { timeoutMs: checkMs }, (client, options) =>
          client.checkAssetDuplicate({ tenantId, sha256, sessionId }, options),
        )
        return said.isDuplicate ? parse({ ...said, tenantId, sha256 }) : undefined
      } catch (error) {
        onUnanswered(error)
        return undefined
      }
    },
    async register(asset) {
      try {
        await ask('RegisterAsset', { timeoutMs: REGISTER_MS }, (client, options) =>
          client.registerAsset(asset, options),
        )
      } catch (error) {
        onUnanswered(error)
      }
    },
  }
}

interface Said {
  tenantId: string
  sha256: string
  assetId?: string | undefined
  ref?: string | undefined
  mime?: string | undefined
  width?: number | undefined
  height?: number | undefined
}

function parse({ tenantId: tenant_id, assetId: asset_id, ...rest }: Said): LibraryAsset {
  const { asset_id: assetId, ref, mime, width, height } = KnownAsset.parse({ tenant_id, asset_id, ...rest })
  return { assetId, ref, mime, width, height }
}
