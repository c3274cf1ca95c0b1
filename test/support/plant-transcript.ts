// Pieces of a session with what became of them, without a worker.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { BlockBody } from '#domain/session/block.ts'
import type { TestDatabase } from './test-database.ts'

export interface PlantedPiece {
  n: number
  /** Absent: being written down. */
  body?: BlockBody
  /** RFC 3339; five seconds a piece unless said. */
  at?: string
}

export const said = (text: string): BlockBody => ({ type: 'TEXT', text, confidence: 1 })

export async function plantTranscript(
  { owner }: Pick<TestDatabase, 'owner'>,
  session: { session_id: string; tenant_id: string },
  pieces: readonly PlantedPiece[],
): Promise<void> {
  const { session_id, tenant_id } = session
  const chunks = pieces.map(({ n, at = new Date(Date.UTC(2026, 10, 20, 9) + n * 5000).toISOString() }) => ({
    ...{ session_id, sequence_id: n, id: uuid(), tenant_id, epoch: 1, sha256: 'a'.repeat(64), bytes: 10 },
    ...{ content_type: 'audio/wav', object_key: `sessions/${session_id}/${n}.wav`, started_at: at, duration_ms: 5000 },
  }))
  await owner`INSERT INTO session_chunks ${owner(chunks)}`
  const blocks = pieces.flatMap(({ n, body }) =>
    body === undefined
      ? []
      : [{ session_id, sequence_id: n, rev: 1, tenant_id, body: owner.json(body as never), duration_ms: 5000 }],
  )
  if (blocks.length > 0) await owner`INSERT INTO session_blocks ${owner(blocks)}`
}

/** As a worker leaves it once every copy is verified. */
export async function plantSeal(
  { owner }: Pick<TestDatabase, 'owner'>,
  { session_id, tenant_id }: { session_id: string; tenant_id: string },
): Promise<void> {
  const documents = (['public', 'restricted'] as const).map(kind => ({
    ...{ kind, key: `documents/${session_id}-${kind}.docx`, sha256: 'd'.repeat(64), bytes: 4 },
  }))
  await owner`INSERT INTO session_results ${owner({ session_id, tenant_id, kind: 'DOCUMENTS', body: owner.json(documents) })}`
  await owner`INSERT INTO session_snapshots ${owner({
    ...{ session_id, tenant_id, snapshot_id: uuid(), version: 1, integrity_hash: 'c'.repeat(64) },
    ...{ manifest: owner.json({}), signature: 's', key_id: 'k', at: new Date() },
  })}`
  const copies = documents.map(({ key, sha256 }) => ({
    ...{
      session_id,
      tenant_id,
      object: key,
      version_id: `v-${key}`,
      sha256,
      retain_until: new Date(Date.now() + 86_400_000),
    },
  }))
  await owner`INSERT INTO session_custody ${owner(copies)}`
  await owner`UPDATE sessions SET status = 'FINALIZED', finalized_at = now() WHERE id = ${session_id}`
}
