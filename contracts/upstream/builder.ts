// Builder: a session's blocks in the tenant's skeleton, as a DOCX in the object store.
import { z } from 'zod'
import { Locale, Sha256, Timestamp, TimeZone, Uuid, VendorText } from '../primitives.ts'
import { SessionBlock, SessionGap } from '../session-block.ts'
import { PlaceholderName } from '../skeleton.ts'

/** `s3://bucket/key` */
export const S3Ref = z.string().regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.+$/, 'must be s3://bucket/key')
export type S3Ref = z.infer<typeof S3Ref>

/** What a session was begun with; never changes afterwards. */
export const Pinned = z.object({
  skeleton_id: z.string().min(1),
  /** Read exactly; `null`, as S3 says it, in a bucket without versions. */
  s3_version_id: z.string().min(1),
  skeleton_ref: S3Ref,
  adapter_id: z.string(),
  /** Use → name of a style of the skeleton; `STYLE_USES` in `skeleton.ts`. */
  style_map: z.record(z.string(), z.string()),
  /** template_id → placeholder */
  zone_map: z.record(z.string(), PlaceholderName),
  /** intent_id → id of a table */
  table_map: z.record(z.string(), PlaceholderName),
  model_version: z.string(),
})
export type Pinned = z.infer<typeof Pinned>

export const BuildAsset = z.object({
  asset_id: z.string().min(1),
  ref: S3Ref,
  /** What someone who does not see it is told; absent, the caption is. */
  alt_text: VendorText.optional(),
})
export type BuildAsset = z.infer<typeof BuildAsset>

/** All of a session but its blocks. */
export const BuildFrame = z.object({
  tenant_id: Uuid,
  pinned: Pinned,
  /** IANA */
  client_timezone: TimeZone,
  /** BCP 47: how dates are written. */
  locale: Locale.default('en'),
  session: z.object({
    session_id: Uuid,
    title: VendorText.nullable(),
    started_at: Timestamp,
    ended_at: Timestamp,
    version: z.int().min(1),
  }),
  /** In order, like blocks. */
  gaps: z.array(SessionGap),
  assets: z.array(BuildAsset),
  /** True: the full version. False: of restricted blocks the document says that they are, and nothing more. */
  restricted: z.boolean(),
})
export type BuildFrame = z.infer<typeof BuildFrame>

/** Blocks in the order of `sequence_id`, all of them DONE. */
export const BuildSession = BuildFrame.extend({ blocks: z.array(SessionBlock) })
export type BuildSession = z.infer<typeof BuildSession>

/** The object holds a BuildSession as JSON: for what exceeds 5 MB. */
export const BuildByReference = z.object({ session_ref: S3Ref })
export type BuildByReference = z.infer<typeof BuildByReference>

/** `POST /build` */
export const BuildRequest = z.union([BuildByReference, BuildSession])
export type BuildRequest = z.input<typeof BuildRequest>

export const BuildReply = z.object({ document_ref: S3Ref, sha256: Sha256, bytes: z.int().positive() })
export type BuildReply = z.infer<typeof BuildReply>
