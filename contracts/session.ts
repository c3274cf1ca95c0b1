// What is asked of a recording session, and what it shows of itself.
import { z } from 'zod'
import { SESSION_STATUSES } from '../domain/session/session-status.ts'
import { JsonObject, Timestamp, TimeZone, text, Uuid } from './primitives.ts'

/** `POST /session/start` */
export const SessionStart = z.strictObject({
  client_timezone: TimeZone,
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
  epoch: z.int().min(1),
  pinned: Pinned,
  received: ReceivedRanges,
  next_expected: z.int().min(1),
  gaps: z.array(z.object({ from: z.int(), to: z.int(), reason: z.string() })),
  is_draining: z.boolean(),
  /** Chunks without a block yet. */
  pending: z.int().min(0),
  counts: z.record(z.string(), z.int()),
  version: z.int().min(1),
  created_at: Timestamp,
  updated_at: Timestamp,
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
