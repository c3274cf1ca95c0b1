// An entry of a subject's trail as clients see it.
import { z } from 'zod'
import { ActorShape } from './action.ts'
import { JsonObject, Sha256, Timestamp, Uuid } from './primitives.ts'

/** `GET …/audit` and SSE `/events`. */
export const AuditEntryShape = z.object({
  seq: z.int().min(1),
  at: Timestamp,
  subject: Uuid,
  actor: ActorShape,
  action: z.string(),
  details: JsonObject,
  prev_hash: Sha256,
  hash: Sha256,
})
export type AuditEntryShape = z.infer<typeof AuditEntryShape>

/** The same entry in a campaign's `execution_log` (seed 004: add_trace). */
export const LogEntry = z.object({
  seq: z.int().min(1),
  timestamp: Timestamp,
  actor_service: z.string(),
  action: z.string(),
  details: JsonObject,
})
export type LogEntry = z.infer<typeof LogEntry>
