// A stretch of a session: chunks in their order with what became of them, and the contexts and pictures to read them by.
import type { ChunkView, PlacedImage, SessionStretch } from '#domain/ports/session-ledger.ts'
import type { BlockBody } from '#domain/session/block.ts'
import { type ContextRow, SESSION_CONTEXTS, toContext } from './session-contexts.ts'
import { BLOCK_EDITS, type EditRow, toEdit } from './session-edits.ts'
import { NEWEST_BLOCK } from './session-row.ts'

/** Asks Postgres, as a tenant's reader or as a worker. */
export type Ask = <Row extends object>(text: string, parameters: readonly unknown[]) => Promise<Row[]>

/** @param page `limit` chunks behind the sequence number `after` */
export async function sessionStretch(
  ask: Ask,
  id: string,
  { after, limit }: { after: number; limit: number },
): Promise<SessionStretch> {
  const [rows, contexts, images] = await Promise.all([
    ask<ChunkRow>(CHUNKS, [id, after, limit]),
    ask<ContextRow>(SESSION_CONTEXTS, [id]),
    ask<ImageRow>(IMAGES, [id]),
  ])
  const all = rows.map(toChunk)
  const before = all.find(({ sequenceId }) => sequenceId <= after)
  return {
    chunks: all.filter(chunk => chunk !== before),
    ...(before === undefined ? {} : { before }),
    contexts: contexts.map(toContext),
    images: images.map(toImage),
  }
}

// With the last one up to `after`, which tells whether there was a pause before the page.
const CHUNKS = `
SELECT c.sequence_id, c.sha256, c.object_key, c.started_at, coalesce(b.duration_ms, c.duration_ms) AS duration_ms, b.body, e.edits
FROM (
  (SELECT * FROM session_chunks WHERE session_id = $1::uuid AND sequence_id <= $2::int ORDER BY sequence_id DESC LIMIT 1)
  UNION ALL
  (SELECT * FROM session_chunks WHERE session_id = $1::uuid AND sequence_id > $2::int ORDER BY sequence_id LIMIT $3::int)
) AS c
${NEWEST_BLOCK}
${BLOCK_EDITS}
ORDER BY c.sequence_id`

interface ChunkRow {
  sequence_id: number
  sha256: string
  object_key: string
  started_at: Date
  duration_ms: number | null
  body: BlockBody | null
  edits: EditRow[] | null
}

function toChunk(row: ChunkRow): ChunkView {
  const edit = toEdit(row.edits)
  return {
    sequenceId: row.sequence_id,
    sha256: row.sha256,
    objectKey: row.object_key,
    startedAt: row.started_at,
    ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
    ...(row.body === null || row.body.type === 'HEARD' ? {} : { block: row.body }),
    ...(edit === undefined ? {} : { edit }),
  }
}

// One that names no chunk stands behind the last one that had begun when it was taken.
const IMAGES = `
SELECT * FROM (
  SELECT a.id, a.captured_at, a.target_placeholder, a.caption, a.object_key, a.sha256, coalesce(a.sequence_id, (
    SELECT max(c.sequence_id) FROM session_chunks c WHERE c.session_id = a.session_id AND c.started_at <= a.captured_at
  ), 0) AS after
  FROM session_assets a
  WHERE a.session_id = $1::uuid AND a.status = 'READY'
) AS i
ORDER BY i.after, i.captured_at, i.id`

interface ImageRow {
  id: string
  captured_at: Date
  target_placeholder: string | null
  caption: string | null
  object_key: string
  sha256: string
  after: number
}

function toImage(row: ImageRow): PlacedImage {
  return {
    ...{
      assetId: row.id,
      after: row.after,
      capturedAt: row.captured_at,
      objectKey: row.object_key,
      sha256: row.sha256,
    },
    ...(row.target_placeholder === null ? {} : { targetPlaceholder: row.target_placeholder }),
    ...(row.caption === null ? {} : { caption: row.caption }),
  }
}
