// What is asked of a recording session, and what it shows of itself.
import { z } from 'zod'
import { ASSET_ERROR_CODES, ASSET_STATUSES } from '../domain/session/asset.ts'
import { SESSION_FAILURE_REASONS } from '../domain/session/session.ts'
import { SESSION_STATUSES } from '../domain/session/session-status.ts'
import { JsonObject, Locale, Sha256, Timestamp, TimeZone, text, Uuid } from './primitives.ts'
import { PlaceholderName } from './skeleton.ts'

/** `POST /session/start` */
export const SessionStart = z.strictObject({
  client_timezone: TimeZone,
  /** The language that is spoken, and that dates are written in; `en` unless said. */
  locale: Locale.optional(),
  title: text(300).optional(),
  template_id: text(200).optional(),
  /** Another skeleton than the configuration's own. */
  skeleton_id: Uuid.optional(),
})
export type SessionStart = z.infer<typeof SessionStart>

/** `PATCH /session/{id}/current-context`: what is absent stays as it is, null takes it away. */
export const ContextRequest = z
  .strictObject({
    current_speaker_id: text(200).nullable().optional(),
    topic: text(500).nullable().optional(),
    restricted: z.boolean().optional(),
    /** For chunks that start then or later; now, unless said. */
    effective_from: Timestamp.optional(),
  })
  .refine(
    ({ current_speaker_id, topic, restricted }) => [current_speaker_id, topic, restricted].some(v => v !== undefined),
    'names nothing that changes',
  )
export type ContextRequest = z.infer<typeof ContextRequest>

/** From and to, both inclusive. */
export const ReceivedRanges = z.array(z.tuple([z.int().min(1), z.int().min(1)]))

const Pinned = z.object({
  skeleton_id: Uuid,
  s3_version_id: z.string(),
  adapter_id: z.string(),
  style_map: JsonObject,
  zone_map: JsonObject,
  table_map: JsonObject,
  model_version: z.string(),
})

export const SessionResource = z.object({
  session_id: Uuid,
  tenant_id: Uuid,
  status: z.enum(SESSION_STATUSES),
  title: z.string().optional(),
  template_id: z.string().optional(),
  client_timezone: z.string(),
  locale: z.string(),
  epoch: z.int().min(1),
  pinned: Pinned,
  received: ReceivedRanges,
  next_expected: z.int().min(1),
  gaps: z.array(z.object({ from: z.int(), to: z.int(), reason: z.string() })),
  /** From finalize until the document is sealed: nothing is to be closed or downloaded yet. */
  is_draining: z.boolean(),
  /** Chunks without a block yet, and pictures that nobody has looked at. */
  pending: z.int().min(0),
  counts: z.record(z.string(), z.int()),
  /** Of the document: 1, and one more with each correction. */
  version: z.int().min(1),
  /** Presigned afresh at each look. */
  document_url: z.url().optional(),
  /** The full version; only with scope sessions:restricted, and where something is restricted. */
  restricted_document_url: z.url().optional(),
  integrity_hash: Sha256.optional(),
  snapshot_id: Uuid.optional(),
  parent_session_id: Uuid.optional(),
  parent_snapshot_id: Uuid.optional(),
  custody: z
    .array(z.object({ object: z.string(), version_id: z.string(), sha256: Sha256, retain_until: Timestamp }))
    .optional(),
  failure: z
    .object({
      reason: z.enum(SESSION_FAILURE_REASONS),
      stage: z.enum(['BUILD', 'GUARD', 'CUSTODY']),
      detail: z.string(),
      retryable: z.boolean(),
    })
    .optional(),
  finalized_at: Timestamp.optional(),
  created_at: Timestamp,
  updated_at: Timestamp,
  /** What the caller may ask of it now; only where one session is asked for. */
  allowed: z.array(z.string()).optional(),
})
export type SessionResource = z.infer<typeof SessionResource>

/** The answer to `start`: the session, and whether the tenant's model is a newer one than the session before had. */
export const SessionStarted = SessionResource.extend({ new_model_available: z.boolean() })

/** The answer to `append`. */
export const AppendReceipt = z.object({
  sequence_id: z.int().min(1),
  status: z.literal('PROCESSING'),
  received: ReceivedRanges,
  next_expected: z.int().min(1),
})
export type AppendReceipt = z.infer<typeof AppendReceipt>

/** `POST /session/{id}/finalize` */
export const FinalizeRequest = z.strictObject({
  /** The last chunk that was sent: what is missing up to it is waited for a while. */
  last_sequence_id: z.int().min(1).max(10_000_000).optional(),
})
export type FinalizeRequest = z.infer<typeof FinalizeRequest>

/** `PATCH /session/{id}/blocks/{sequence_id}`: what is absent stays as it is. */
export const BlockEditRequest = z
  .strictObject({
    text: text(50_000).optional(),
    restricted: z.boolean().optional(),
    target_placeholder: PlaceholderName.nullable().optional(),
  })
  .refine(edit => Object.values(edit).some(value => value !== undefined), 'names nothing that changes')
export type BlockEditRequest = z.infer<typeof BlockEditRequest>

/** The answer to `clone`: the session of the correction. */
export const SessionCloned = SessionResource.required({ parent_session_id: true, parent_snapshot_id: true })

/** What is said of a picture beside its bytes: fields of a form, members of the end of an upload. */
export const AssetFields = z.strictObject({
  /** The chunk that it follows; without, it stands by its time. */
  sequence_id: z.coerce.number().pipe(z.int().min(1).max(10_000_000)).optional(),
  /** Now, unless said. */
  captured_at: Timestamp.optional(),
  target_placeholder: PlaceholderName.optional(),
  caption: text(1000).optional(),
})
export type AssetFields = z.infer<typeof AssetFields>

/** A picture of a session. */
export const AssetResource = z.object({
  asset_id: Uuid,
  session_id: Uuid,
  status: z.enum(ASSET_STATUSES),
  name: z.string().optional(),
  caption: z.string().optional(),
  sequence_id: z.int().min(1).optional(),
  captured_at: Timestamp,
  target_placeholder: z.string().optional(),
  /** As it was uploaded. */
  sha256_original: Sha256,
  bytes: z.int(),
  /** As it stands in the document. */
  sha256: Sha256.optional(),
  mime: z.string().optional(),
  width: z.int().optional(),
  height: z.int().optional(),
  /** The asset that had the same bytes before. */
  duplicate_of: z.string().optional(),
  error: z.object({ code: z.enum(ASSET_ERROR_CODES), detail: z.string() }).optional(),
  /** The picture itself, once READY and for whoever may see it: presigned afresh at each look. */
  url: z.url({ protocol: /^https?$/ }).optional(),
  created_at: Timestamp,
})
export type AssetResource = z.infer<typeof AssetResource>

/** The answer to `resume`. */
export const SessionResumed = z.object({
  session_id: Uuid,
  epoch: z.int().min(1),
  received: ReceivedRanges,
  next_expected: z.int().min(1),
})

export const AUDIO_TYPES = ['audio/wav', 'audio/webm', 'audio/ogg', 'audio/flac', 'audio/mpeg'] as const
export type AudioType = (typeof AUDIO_TYPES)[number]

/** What says which piece of audio it is: headers of a raw body, fields of a form. */
export const ChunkHead = z.strictObject({
  sequence_id: z.coerce.number().pipe(z.int().min(1).max(10_000_000)),
  sha256: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'),
  started_at: Timestamp,
  duration_ms: z.coerce.number().pipe(z.int().min(0).max(3_600_000)).optional(),
  epoch: z.coerce.number().pipe(z.int().min(1)).optional(),
})
export type ChunkHead = z.infer<typeof ChunkHead>
