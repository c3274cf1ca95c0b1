// Holds what the ledger says of a sealed session against what was signed.
import canonicalize from 'canonicalize'
import type { SealedChunk } from '#contracts/session-manifest.ts'
import type { BuiltDocument } from '#domain/session/finalization.ts'
import { canonicalHash } from '../canonical-hash.ts'
import type { KeptChunk } from '../session-keeping.ts'
import { Mismatch } from './mismatch.ts'
import type { Evidence } from './read-evidence.ts'
import type { SessionStanding } from './session-ledger-rows.ts'

/** @throws Mismatch: the row of the session, or of its snapshot, is not as it was signed */
export function compareStanding({ snapshot, manifest }: Evidence, row: SessionStanding): void {
  const id = manifest.session_id
  const ofSession = expecting(`the ledger's row of session ${id}`)
  ofSession('tenant_id', manifest.tenant_id, row.tenantId)
  ofSession('document_version', manifest.version, row.documentVersion)
  ofSession('parent_session_id', manifest.parent_session_id, row.parentSessionId)
  ofSession('parent_snapshot_id', manifest.parent_snapshot_id, row.parentSnapshotId)
  ofSession('client_timezone', manifest.client_timezone, row.clientTimezone)
  ofSession('pinned.skeleton_id', manifest.pinned.skeleton_id, row.pinned.skeletonId)
  ofSession('pinned.s3_version_id', manifest.pinned.s3_version_id, row.pinned.s3VersionId)
  ofSession('pinned.adapter_id', manifest.pinned.adapter_id, row.pinned.adapterId)
  ofSession('pinned.model_version', manifest.pinned.model_version, row.pinned.modelVersion)
  ofSession('documents', documentsOf(manifest), canonicalize(row.documents) ?? null)
  const called = `the ledger's snapshot of session ${id}`
  if (row.snapshot === null) throw new Mismatch(called, snapshot.snapshot_id, 'none')
  const ofSnapshot = expecting(called)
  ofSnapshot('snapshot_id', snapshot.snapshot_id, row.snapshot.snapshotId)
  ofSnapshot('integrity_hash', snapshot.integrity_hash, row.snapshot.integrityHash)
  ofSnapshot('the hash of its manifest', snapshot.integrity_hash, canonicalHash(row.snapshot.manifest))
  ofSnapshot('version', manifest.version, row.snapshot.version)
  ofSnapshot('parent_snapshot_id', snapshot.parent_snapshot_id, row.snapshot.parentSnapshotId)
  ofSnapshot('signature', snapshot.signature, row.snapshot.signature)
  ofSnapshot('key_id', snapshot.key_id, row.snapshot.keyId)
  ofSnapshot('at', new Date(snapshot.at).toISOString(), row.snapshot.at)
}

/** Passes the sealed chunks on, each held against the ledger's row. @throws Mismatch also for a row that nothing was sealed of */
export async function* comparedChunks(
  sealed: AsyncGenerator<SealedChunk>,
  rows: AsyncGenerator<KeptChunk>,
): AsyncGenerator<SealedChunk> {
  for await (const chunk of sealed) {
    const { value: row } = await rows.next()
    const called = `the ledger's chunk ${chunk.sequence_id}`
    if (row === undefined) throw new Mismatch(called, 'one', 'none')
    if (row.sequenceId < chunk.sequence_id) throw unsealed(row)
    if (row.sequenceId > chunk.sequence_id) throw new Mismatch(called, 'one', `none before chunk ${row.sequenceId}`)
    const ofChunk = expecting(called)
    ofChunk('sha256', chunk.sha256, row.sha256)
    ofChunk('object_key', chunk.object, row.objectKey)
    ofChunk('started_at', new Date(chunk.started_at).toISOString(), row.startedAt)
    yield chunk
  }
  const { value: more } = await rows.next()
  if (more !== undefined) throw unsealed(more)
}

const unsealed = ({ sequenceId }: KeptChunk) =>
  new Mismatch(`the ledger's chunk ${sequenceId}`, 'none: it is not among the sealed', 'one')

function documentsOf({ documents }: Evidence['manifest']): string | null {
  const built: BuiltDocument[] = documents.map(({ object: key, ...document }) => ({ key, ...document }))
  return canonicalize(built) ?? null
}

function expecting(called: string) {
  return (what: string, expected: string | number | null, found: string | number | null) => {
    if (expected !== found) throw new Mismatch(`${what} in ${called}`, String(expected), String(found))
  }
}
