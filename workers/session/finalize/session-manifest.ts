// What a snapshot stands for: chunk hashes → blocks → documents → assets, as one canonical JSON whose hash guard signs.
import { SESSION_MANIFEST_FORMAT, type SessionManifest } from '#contracts/session-manifest.ts'
import { canonicalHash } from '#db/session/canonical-hash.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import type { KeptObject } from '#domain/session/finalization.ts'

/** @returns undefined as long as something of it is not made yet */
export function sessionManifest({
  session,
  assembly,
  documents,
  pinned,
  clientTimezone,
  documentVersion,
}: SessionView): SessionManifest | undefined {
  if (assembly === undefined || documents === undefined) return undefined
  return {
    format: SESSION_MANIFEST_FORMAT,
    ...{ tenant_id: session.tenantId, session_id: session.id, version: documentVersion },
    parent_session_id: session.parent?.sessionId ?? null,
    parent_snapshot_id: session.parent?.snapshotId ?? null,
    client_timezone: clientTimezone,
    pinned: {
      ...{ skeleton_id: pinned.skeletonId, s3_version_id: pinned.s3VersionId },
      ...{ adapter_id: pinned.adapterId, model_version: pinned.modelVersion },
    },
    chunks: { ...objectOf(assembly.chunks), count: assembly.chunks.count },
    blocks: { ...objectOf(assembly.full), count: assembly.blocks },
    public_blocks: assembly.public === undefined ? null : objectOf(assembly.public),
    documents: documents.map(document => ({ kind: document.kind, ...objectOf(document) })),
    assets: assembly.assets.map(({ assetId, key, sha256 }) => ({ asset_id: assetId, object: key, sha256 })),
    gaps: assembly.gaps.map(({ from, to }) => ({ from, to })),
  }
}

function objectOf({ key, sha256, bytes }: KeptObject) {
  return { object: key, sha256, bytes }
}

export const integrityHash = (manifest: JsonObject): string => canonicalHash(manifest)
