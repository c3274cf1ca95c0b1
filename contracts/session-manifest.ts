// What lies in custody of a sealed session, for whoever verifies it with nothing but the bucket and guard's public keys.
import { z } from 'zod'
import { Sha256, Timestamp, Uuid } from './primitives.ts'
import { GuardKeys, SnapshotRecord } from './upstream/guard.ts'

/** Of the members below: another shape has another name. */
export const SESSION_MANIFEST_FORMAT = 'mandate.session/1'

/** `object`: its key, the same in both buckets. `sha256`: over its bytes as they lie there. */
const KeptObject = { object: z.string().min(1), sha256: Sha256, bytes: z.int().min(0) }

/** What guard signs the hash of: SHA-256 over its canonical JSON (RFC 8785) is the `integrity_hash`. */
export const SessionManifest = z.strictObject({
  format: z.literal(SESSION_MANIFEST_FORMAT),
  tenant_id: Uuid,
  session_id: Uuid,
  /** From 1; each correction of a sealed session is the next. */
  version: z.int().min(1),
  /** What it corrects; both null for the first version. */
  parent_session_id: Uuid.nullable(),
  parent_snapshot_id: Uuid.nullable(),
  client_timezone: z.string(),
  pinned: z.strictObject({
    skeleton_id: z.string(),
    s3_version_id: z.string(),
    adapter_id: z.string(),
    model_version: z.string(),
  }),
  /** JSON Lines, a SealedChunk each. */
  chunks: z.strictObject({ ...KeptObject, count: z.int().min(0) }),
  /** All blocks, nothing left out, as builder was given them. */
  blocks: z.strictObject({ ...KeptObject, count: z.int().min(0) }),
  /** Without what is restricted; null: nothing is. */
  public_blocks: z.strictObject(KeptObject).nullable(),
  documents: z.array(z.strictObject({ kind: z.enum(['public', 'restricted']), ...KeptObject })),
  assets: z.array(z.strictObject({ asset_id: Uuid, object: z.string().min(1), sha256: Sha256 })),
  /** Sequence numbers that never came, both inclusive. */
  gaps: z.array(z.strictObject({ from: z.int().min(1), to: z.int().min(1) })),
})
export type SessionManifest = z.infer<typeof SessionManifest>

/** A line of the chunks' object, in the order of their sequence numbers. */
export const SealedChunk = z.strictObject({
  sequence_id: z.int().min(1),
  /** Of the audio as it was received. */
  sha256: Sha256,
  object: z.string().min(1),
  started_at: Timestamp,
})
export type SealedChunk = z.infer<typeof SealedChunk>

/** `sessions/{tenant_id}/{session_id}/evidence/{snapshot_id}.json` */
export const SessionEvidence = z.strictObject({ snapshot: SnapshotRecord, guard_keys: GuardKeys.shape.keys })
export type SessionEvidence = z.infer<typeof SessionEvidence>

export function evidenceKey(of: { tenantId: string; sessionId: string; snapshotId: string }): string {
  return `sessions/${of.tenantId}/${of.sessionId}/evidence/${of.snapshotId}.json`
}
