// Guard: keeps that a session had exactly these contents at that time, signed, each snapshot chained to the one before it.
import { z } from 'zod'
import { JsonObject, Sha256, Timestamp, Uuid } from '../primitives.ts'

/** `POST /snapshots`. `integrity_hash`: SHA-256 of the manifest's canonical JSON (RFC 8785), else 422 `INTEGRITY_MISMATCH`. */
export const SnapshotRequest = z.object({
  integrity_hash: Sha256,
  /** Of the version that this one corrects; one that Guard does not know is 422 `PARENT_UNKNOWN`. */
  parent_snapshot_id: Uuid.optional(),
  manifest: JsonObject,
})
export type SnapshotRequest = z.infer<typeof SnapshotRequest>

export const SnapshotReply = z.object({
  snapshot_id: Uuid,
  /** Ed25519, base64url, over the canonical JSON of the SignedSnapshot. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/, 'must be an Ed25519 signature in base64url'),
  /** `kid` in `GET /.well-known/guard-keys`. */
  key_id: z.string().min(1),
  at: Timestamp,
})
export type SnapshotReply = z.infer<typeof SnapshotReply>

/** What is signed, member by member; null where there is none. */
export const SignedSnapshot = z.object({
  snapshot_id: Uuid,
  integrity_hash: Sha256,
  parent_snapshot_id: Uuid.nullable(),
  manifest_sha256: Sha256,
  /** SHA-256 of the canonical JSON of the snapshot before it, with its signature; null for the first. */
  prev_hash: Sha256.nullable(),
  at: Timestamp,
})
export type SignedSnapshot = z.infer<typeof SignedSnapshot>

/** `GET /snapshots/{snapshot_id}`: 404 `NOT_FOUND` for one that it does not know. */
export const SnapshotRecord = SignedSnapshot.extend({
  manifest: JsonObject,
  signature: z.string(),
  key_id: z.string(),
})
export type SnapshotRecord = z.infer<typeof SnapshotRecord>

/** `POST /verify` */
export const VerifyRequest = z.object({ snapshot_id: Uuid, integrity_hash: Sha256 })
export type VerifyRequest = z.infer<typeof VerifyRequest>
export const VerifyReply = z.object({ ok: z.boolean(), why: z.string().optional() })
export type VerifyReply = z.infer<typeof VerifyReply>

/** `GET /.well-known/guard-keys`: a JWKS (RFC 7517), retired keys included, for old signatures are to be verified, too. */
export const GuardKeys = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() })),
})
export type GuardKeys = z.infer<typeof GuardKeys>
