// Ingest's methods: each parses, asks the one part that knows, and answers.
import { Code, type ConnectRouter } from '@connectrpc/connect'
import { IngestService } from '#contracts/rpc/mandate/ingest/v1/ingest_pb.ts'
import { AssetQuery, KnownAsset, TemplateQuery } from '#contracts/upstream/ingest.ts'
import { parseFields, rpcProblem } from '#services/kernel/rpc-problem.ts'
import type { Assets } from './assets.ts'
import type { DocumentSource } from './documents/document-source.ts'
import { demandOwnRef } from './documents/own-ref.ts'
import { discoverTemplates } from './templates/discover-templates.ts'
import { DocxUnreadable } from './templates/open-docx.ts'

export interface IngestParts {
  assets: Assets
  documents: DocumentSource
}

export function ingestRpc(router: ConnectRouter, { assets, documents }: IngestParts): void {
  router.service(IngestService, {
    checkAssetDuplicate({ tenantId: tenant_id, sha256 }) {
      const known = assets.find(parseFields(AssetQuery, { tenant_id, sha256 }))
      if (known === undefined) return { isDuplicate: false }
      const { asset_id: assetId, ref, mime, width, height } = known
      return { isDuplicate: true, assetId, ref, mime, width, height }
    },
    registerAsset({ tenantId: tenant_id, assetId: asset_id, sha256, ref, mime, width, height }) {
      const asset = parseFields(KnownAsset, { tenant_id, asset_id, sha256, ref, mime, width, height })
      const registered = assets.register(asset)
      if (registered === undefined)
        throw rpcProblem(Code.AlreadyExists, 'ALREADY_EXISTS', `the tenant has an asset ${asset_id} of other bytes`)
      return { assetId: registered.asset.asset_id, isNew: registered.isNew }
    },
    async discoverTemplates({ tenantId, source }) {
      const { tenant_id } = parseFields(TemplateQuery, { tenant_id: tenantId })
      if (source.case === undefined) throw unreadable('neither docx nor ref is there')
      const docx = source.case === 'docx' ? source.value : await documents.read(demandOwnRef(source.value, tenant_id))
      try {
        return { templates: discoverTemplates(docx) }
      } catch (error) {
        throw error instanceof DocxUnreadable ? unreadable(error.message) : error
      }
    },
  })
}

function unreadable(detail: string) {
  return rpcProblem(Code.InvalidArgument, 'DOCUMENT_INVALID', detail, [{ pointer: '/docx', detail }])
}
