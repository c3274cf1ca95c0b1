// Ingest: knows a tenant's assets by their bytes, and what templates a document has. Called over gRPC (`proto/mandate/ingest/v1/ingest.proto`);
// these are the rules of its fields, by the names that they have there.
import { z } from 'zod'
import { text, Uuid, VendorText } from '../primitives.ts'
import { PlaceholderName } from '../skeleton.ts'

const AnySha256 = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')

export const AssetQuery = z.object({ tenant_id: Uuid, sha256: AnySha256 })
export type AssetQuery = z.infer<typeof AssetQuery>

const Pixels = z.int().min(1).max(100_000)

export const KnownAsset = AssetQuery.extend({
  asset_id: text(200),
  ref: text(2000),
  mime: z
    .string()
    .max(100)
    .regex(/^[a-z]+\/[a-z0-9.+-]+$/i, 'must be a media type'),
  width: Pixels,
  height: Pixels,
})
export type KnownAsset = z.infer<typeof KnownAsset>

export const TemplateQuery = z.object({ tenant_id: Uuid })

/** What says that there is a template: Word's content control, a placeholder, the heading that it stands under. */
export const EVIDENCE_KINDS = ['CONTENT_CONTROL', 'PLACEHOLDER', 'HEADING'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** One of `DiscoverTemplatesResponse`; what it says at length is cut. */
export const DiscoveredTemplate = z.object({
  template_id: text(200),
  name: VendorText.transform(cut),
  placeholder: PlaceholderName.optional(),
  evidence: z.array(z.object({ kind: z.enum(EVIDENCE_KINDS), part: text(300), text: VendorText.transform(cut) })),
})
export const DiscoveredTemplates = z.array(DiscoveredTemplate).max(1000)
export type DiscoveredTemplates = z.infer<typeof DiscoveredTemplates>

function cut(said: string): string {
  return said.slice(0, 200).toWellFormed()
}
