// Ingest's library of assets, asked over gRPC. It fails open: a picture is never kept waiting for it.
import { type CallOptions, type Client, createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { IngestService } from '#contracts/rpc/mandate/ingest/v1/ingest_pb.ts'
import { KnownAsset } from '#contracts/upstream/ingest.ts'
import type { AssetLibrary, LibraryAsset } from '#domain/ports/asset-library.ts'
import { inTime, tooLate } from '#queues/in-time.ts'
import { callSpan } from '../http/call-span.ts'
import type { OwnToken } from '../own-token.ts'

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
  // The connection is kept, so that a question is not spent on opening one.
  const client: Client<typeof IngestService> = createClient(
    IngestService,
    createGrpcTransport({ baseUrl: baseUrl.replace(/\/$/, ''), readMaxBytes: 64 * 1024 }),
  )
  const call = <T>(method: string, timeoutMs: number, work: (options: CallOptions) => Promise<T>): Promise<T> => {
    const url = new URL(`/${IngestService.typeName}/${method}`, baseUrl)
    return within(timeoutMs, async () => {
      const bearer = await token()
      const authorization = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
      return callSpan({ peer: 'ingest', method: 'POST', url }, span =>
        work({
          timeoutMs,
          signal: AbortSignal.timeout(timeoutMs),
          headers: { ...authorization, ...span.headers },
        }),
      )
    })
  }
  return {
    async check({ tenantId, sha256, sessionId }) {
      try {
        const said = await call('CheckAssetDuplicate', checkMs, options =>
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
        await call('RegisterAsset', REGISTER_MS, options => client.registerAsset(asset, options))
      } catch (error) {
        onUnanswered(error)
      }
    },
  }
}

/** Ours, too: the transport's own deadline begins when it has a connection. */
function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return inTime(work(), ms, tooLate(`ingest did not answer within ${ms} ms`))
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
