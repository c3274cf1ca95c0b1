import { describe, expect, it } from 'vitest'
import { SessionManifest } from '#contracts/session-manifest.ts'
import type { SessionView } from '#domain/ports/session-ledger.ts'
import { GOLDEN_HASH, GOLDEN_MANIFEST } from '#test/support/golden-seal.ts'
import { integrityHash, sessionManifest } from '#workers/session/finalize/session-manifest.ts'

const { chunks, blocks, public_blocks, documents, assets, pinned } = GOLDEN_MANIFEST
const kept = ({ object: key, sha256, bytes }: { object: string; sha256: string; bytes: number }) => ({
  ...{ key, sha256, bytes },
})

const made: SessionView = {
  session: {
    ...{
      id: GOLDEN_MANIFEST.session_id,
      tenantId: GOLDEN_MANIFEST.tenant_id,
      executionId: 'x',
      status: 'SEALING',
      epoch: 1,
    },
    parent: {
      sessionId: GOLDEN_MANIFEST.parent_session_id ?? '',
      snapshotId: GOLDEN_MANIFEST.parent_snapshot_id ?? '',
    },
  },
  ...{ version: 9, tag: 't', clientTimezone: 'Europe/Madrid', counts: {}, pending: 0, documentVersion: 2 },
  ...{
    received: [
      [1, 2],
      [4, 4],
    ],
    nextExpected: 5,
    createdAt: new Date(0),
    updatedAt: new Date(0),
  },
  pinned: {
    ...{ skeletonId: pinned.skeleton_id, s3VersionId: pinned.s3_version_id, adapterId: pinned.adapter_id },
    ...{ styleMap: {}, zoneMap: {}, tableMap: {}, modelVersion: pinned.model_version, locale: 'es' },
  },
  assembly: {
    full: kept(blocks),
    ...(public_blocks === null ? {} : { public: kept(public_blocks) }),
    chunks: { ...kept(chunks), count: chunks.count },
    blocks: blocks.count,
    assets: assets.map(({ asset_id: assetId, object: key, sha256 }) => ({ assetId, key, sha256 })),
    gaps: GOLDEN_MANIFEST.gaps,
  },
  documents: documents.map(document => ({ kind: document.kind, ...kept(document) })),
}

describe('the manifest of a session', () => {
  it('is what the contract says, and has the hash that any other program makes of it', () => {
    const manifest = sessionManifest(made)
    expect(SessionManifest.parse(manifest)).toEqual(GOLDEN_MANIFEST)
    expect(integrityHash(manifest ?? {})).toBe(GOLDEN_HASH)
  })

  it('names no parent in the first version, and no public blocks where nothing is restricted', () => {
    const { parent: _, ...session } = made.session
    const { public: __, ...assembly } = made.assembly ?? { public: undefined }
    const first = sessionManifest({ ...made, session, assembly: assembly as NonNullable<SessionView['assembly']> })
    expect(SessionManifest.parse(first)).toMatchObject({
      ...{ parent_session_id: null, parent_snapshot_id: null, public_blocks: null },
    })
  })

  it('is none before everything in it is made', () => {
    const { documents: _, ...unbuilt } = made
    const { assembly: __, ...unassembled } = made
    expect([sessionManifest(unbuilt), sessionManifest(unassembled)]).toEqual([undefined, undefined])
  })
})
