// What a tenant's sessions are set up with, as its administrators send it.
import { z } from 'zod'
import { SETUP_ERROR_CODES, SETUP_STATUSES } from '../domain/setup/setup.ts'
import { Channel } from './brief.ts'
import { Sha256, Timestamp, text, Uuid } from './primitives.ts'
import { PlaceholderName } from './skeleton.ts'

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

const MOST_ENTRIES = 500

/** `PUT /tenants/current/config` */
export const SessionConfigRequest = z.strictObject({
  /** Which adapter CORE transcribes with. */
  adapter_id: text(200),
  /** Use (TEXT, SPEAKER, CAPTION …) → name of a style of the skeleton. */
  style_map: mapTo(text(255)),
  /** template_id → placeholder of the default skeleton. */
  zone_map: mapTo(PlaceholderName),
  /** intent_id → id of a table of the default skeleton: the title of its alternative text. */
  table_map: mapTo(PlaceholderName),
  default_skeleton_id: Uuid.nullable().default(null),
  /** Of campaigns that name none. */
  default_channels: z.array(Channel).min(1).max(20).nullable().default(null),
})
export type SessionConfigRequest = z.infer<typeof SessionConfigRequest>

/** `PUT /tenants/current/quota`; null: no limit. */
export const QuotaRequest = z.strictObject({
  period: z.literal('month').default('month'),
  limit_seconds: z.int().min(0).max(2_147_483_647).nullable(),
})
export type QuotaRequest = z.infer<typeof QuotaRequest>

const SetupStatus = z.enum(SETUP_STATUSES)
const SetupError = z.object({
  code: z.enum(SETUP_ERROR_CODES),
  /** Into the configuration, or the name of a part of the DOCX. */
  pointer: z.string(),
  detail: z.string(),
})
const handedIn = {
  errors: z.array(SetupError),
  created_by: z.object({ sub: z.string(), principal: z.enum(['human', 'service']) }),
  created_at: Timestamp,
  /** When the check ended. */
  decided_at: Timestamp.nullable(),
}

/** One version of a tenant's session configuration. */
export const ConfigResource = z.object({
  version: z.int().min(1),
  status: SetupStatus,
  adapter_id: z.string(),
  style_map: z.record(z.string(), z.string()),
  zone_map: z.record(z.string(), z.string()),
  table_map: z.record(z.string(), z.string()),
  default_skeleton_id: Uuid.nullable(),
  default_channels: z.array(Channel).nullable(),
  ...handedIn,
})
export type ConfigResource = z.infer<typeof ConfigResource>

export const SkeletonResource = z.object({
  skeleton_id: Uuid,
  name: z.string(),
  status: SetupStatus,
  sha256: Sha256,
  bytes: z.int(),
  /** The very upload, where the bucket keeps versions. */
  s3_version_id: z.string().nullable(),
  placeholders: z.array(z.string()),
  tables: z.array(z.string()),
  ...handedIn,
})
export type SkeletonResource = z.infer<typeof SkeletonResource>

export const QuotaResource = z.object({
  period: z.literal('month'),
  limit_seconds: z.int().nullable(),
  used_seconds: z.int(),
  resets_at: Timestamp,
})
export type QuotaResource = z.infer<typeof QuotaResource>

function mapTo<V extends z.ZodType<string>>(value: V) {
  return z
    .record(text(200), value)
    .refine(map => Object.keys(map).length <= MOST_ENTRIES, `must have at most ${MOST_ENTRIES} entries`)
    .default({})
}
