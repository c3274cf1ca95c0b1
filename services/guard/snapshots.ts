// The append-only chain of snapshots: takes one, shows one, and says whether one is still what was signed.
import { createHash, randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import canonicalize from 'canonicalize'
import {
  SignedSnapshot,
  SnapshotRecord,
  type SnapshotReply,
  type SnapshotRequest,
  type VerifyReply,
} from '#contracts/upstream/guard.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import { inTransaction } from '../kernel/in-transaction.ts'
import type { SigningKeys } from './signing-keys.ts'

export interface Snapshots {
  /** The same `idempotencyKey` gives the same snapshot, for as long as there are any. */
  take(request: SnapshotRequest, idempotencyKey: string | undefined): SnapshotReply
  find(snapshotId: string): SnapshotRecord | undefined
  verify(snapshotId: string, integrityHash: string): VerifyReply
  count(): number
}

export function createSnapshots(db: DatabaseSync, keys: SigningKeys, now: () => Date): Snapshots {
  const byId = db.prepare('SELECT * FROM snapshots WHERE snapshot_id = ?')
  const byKey = db.prepare('SELECT * FROM snapshots WHERE idempotency_key = ?')
  const byNumber = db.prepare('SELECT * FROM snapshots WHERE n = ?')
  const last = db.prepare('SELECT * FROM snapshots ORDER BY n DESC LIMIT 1')
  const counted = db.prepare('SELECT count(*) AS n FROM snapshots')
  const insert = db.prepare(
    `INSERT INTO snapshots (n, snapshot_id, integrity_hash, parent_snapshot_id, manifest_sha256, prev_hash, at, signature, key_id,
       manifest, idempotency_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  const append = (request: SnapshotRequest, manifest: string, idempotencyKey: string | undefined): SnapshotReply => {
    const { integrity_hash, parent_snapshot_id: parent = null } = request
    if (parent !== null && byId.get(parent) === undefined) {
      throw new ServiceProblem(422, 'PARENT_UNKNOWN', `there is no snapshot ${parent}`)
    }
    const before = last.get()
    const signed: SignedSnapshot = {
      snapshot_id: randomUUID(),
      integrity_hash,
      parent_snapshot_id: parent,
      manifest_sha256: sha256(manifest),
      prev_hash: before === undefined ? null : linkOf(recordOf(before)),
      at: now().toISOString(),
    }
    const { signature, keyId } = keys.sign(canonical(signed))
    const n = before === undefined ? 1 : Number(before.n) + 1
    const { snapshot_id, manifest_sha256, prev_hash, at } = signed
    const values = [snapshot_id, integrity_hash, parent, manifest_sha256, prev_hash, at, signature, keyId, manifest]
    insert.run(n, ...values, idempotencyKey ?? null)
    return { snapshot_id, signature, key_id: keyId, at }
  }

  return {
    take(request, idempotencyKey) {
      const manifest = canonicalize(request.manifest) ?? ''
      if (sha256(manifest) !== request.integrity_hash) {
        throw new ServiceProblem(
          422,
          'INTEGRITY_MISMATCH',
          'integrity_hash is not the SHA-256 of the canonical manifest',
          {
            errors: [{ pointer: '/integrity_hash', detail: `the manifest has ${sha256(manifest)}` }],
          },
        )
      }
      return inTransaction(db, () => {
        const earlier = idempotencyKey === undefined ? undefined : byKey.get(idempotencyKey)
        if (earlier === undefined) return append(request, manifest, idempotencyKey)
        const { snapshot_id, signature, key_id, at, ...kept } = recordOf(earlier)
        const parent = request.parent_snapshot_id ?? null
        if (kept.integrity_hash !== request.integrity_hash || kept.parent_snapshot_id !== parent) {
          throw new ServiceProblem(422, 'IDEMPOTENCY_KEY_REUSED', 'this key was used with another body')
        }
        return { snapshot_id, signature, key_id, at }
      })
    },
    find(snapshotId) {
      const row = byId.get(snapshotId)
      return row === undefined ? undefined : recordOf(row)
    },
    verify(snapshotId, integrityHash) {
      const row = byId.get(snapshotId)
      if (row === undefined) return { ok: false, why: 'there is no such snapshot' }
      const why = firstWrong(recordOf(row), integrityHash, byNumber.get(Number(row.n) - 1), keys)
      return why === undefined ? { ok: true } : { ok: false, why }
    },
    count: () => Number(counted.get()?.n ?? 0),
  }
}

function firstWrong(
  record: SnapshotRecord,
  integrityHash: string,
  before: Record<string, unknown> | undefined,
  keys: SigningKeys,
): string | undefined {
  if (!keys.verify(canonical(SignedSnapshot.parse(record)), record.signature, record.key_id)) {
    return 'the signature does not fit what is kept'
  }
  if (sha256(canonicalize(record.manifest) ?? '') !== record.manifest_sha256) {
    return 'the manifest is not the one that was signed'
  }
  if (record.prev_hash !== (before === undefined ? null : linkOf(recordOf(before)))) {
    return 'the snapshot before it is not the one that it was chained to'
  }
  if (record.integrity_hash !== integrityHash) return `the snapshot was taken of ${record.integrity_hash}`
  return undefined
}

/** What the next snapshot carries of this one. */
function linkOf(record: SnapshotRecord): string {
  return sha256(canonical({ ...SignedSnapshot.parse(record), signature: record.signature }))
}

/** Rows hold what `append` wrote; whoever wrote something else is found out here or by the signature. */
function recordOf(row: Record<string, unknown>): SnapshotRecord {
  return SnapshotRecord.parse({ ...row, manifest: JSON.parse(String(row.manifest)) })
}

function canonical(value: unknown): Buffer {
  return Buffer.from(canonicalize(value) ?? '')
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
