// What a skeleton is made of, and which templates are known of it, as its tenant reads them.
import { z } from 'zod'
import { SECTION_BREAKS, STYLE_TYPES } from '../domain/setup/skeleton-structure.ts'
import { Timestamp, Uuid } from './primitives.ts'

const inPart = { part: z.string(), placeholders: z.array(z.string()) }

/** In the order of the document; texts are cut. */
export const OutlineItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), ...inPart, level: z.int().min(0).max(9), text: z.string() }),
  z.object({ kind: z.literal('paragraph'), ...inPart, text: z.string() }),
  z.object({
    ...{ kind: z.literal('table'), ...inPart, id: z.string().nullable(), header: z.array(z.string()) },
    ...{ columns: z.int(), rows: z.int() },
  }),
  z.object({ kind: z.literal('header'), ...inPart, text: z.string() }),
  z.object({ kind: z.literal('footer'), ...inPart, text: z.string() }),
  z.object({ kind: z.literal('section'), ...inPart, break: z.enum(SECTION_BREAKS) }),
])
export type OutlineItem = z.infer<typeof OutlineItem>

export const SkeletonStyle = z.object({
  id: z.string(),
  /** What `style_map` names it by. */
  name: z.string(),
  type: z.enum(STYLE_TYPES),
  default: z.boolean(),
})

/** `GET /tenants/current/skeletons/{id}/structure` */
export const StructureResource = z.object({
  skeleton_id: Uuid,
  /** NOT_READ: by a version of the product that did not yet; FAILED: `error` says why. */
  status: z.enum(['READ', 'READING', 'NOT_READ', 'FAILED']),
  read_at: Timestamp.nullable(),
  error: z.string().nullable(),
  /** Null while it was never read. */
  outline: z.array(OutlineItem).nullable(),
  styles: z.array(SkeletonStyle).nullable(),
  /** More is in the document than is shown. */
  truncated: z.boolean(),
  placeholders: z.array(z.string()),
  tables: z.array(z.string()),
})
export type StructureResource = z.infer<typeof StructureResource>

export const DiscoveryResource = z.object({
  status: z.enum(['NONE', 'ASKED', 'DONE', 'FAILED']),
  /** When ingest was last asked to an end. */
  at: Timestamp.nullable(),
  error: z.string().nullable(),
  /** When what is shown was said. */
  templates_at: Timestamp.nullable(),
})
export type DiscoveryResource = z.infer<typeof DiscoveryResource>

/** One of `GET /tenants/current/templates`. */
export const TemplateResource = z.object({
  template_id: z.string(),
  /** Where its blocks go, by the configuration in force; null: to the body, as plain text. */
  placeholder: z.string().nullable(),
  /** By ingest, in the skeleton. */
  discovered: z.boolean(),
  discovered_at: Timestamp.nullable(),
  name: z.string().nullable(),
  /** Where the document says that they would go. */
  suggested_placeholder: z.string().nullable(),
  evidence: z.array(z.object({ kind: z.string(), part: z.string(), text: z.string() })),
  /** In blocks of the last ten sessions; null: in none. */
  seen: z.object({ blocks: z.int(), last_at: Timestamp }).nullable(),
})
export type TemplateResource = z.infer<typeof TemplateResource>

/** `POST /tenants/current/templates/discover` */
export const DiscoverRequest = z.strictObject({ skeleton_id: Uuid.optional() })
export type DiscoverRequest = z.infer<typeof DiscoverRequest>
