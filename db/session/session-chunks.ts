// Chunks of a session in their order, each with what became of it, and the contexts to read them by.
import type { SessionLedger } from '#domain/ports/session-ledger.ts'
import type { BlockBody } from '#domain/session/block.ts'
import type { ContextChange } from '#domain/session/context.ts'
import type { Read } from '../connection/with-reader.ts'
import { NEWEST_BLOCK } from './session-row.ts'

export function sessionChunks(read: Read): SessionLedger['chunks'] {
  return async (reader, id, { after, limit }) => {
    const [rows, contexts] = await Promise.all([
      read<ChunkRow>(reader, CHUNKS, [id, after, limit]),
      read<ContextRow>(reader, CONTEXTS, [id]),
    ])
    const all = rows.map(toChunk)
    const before = all.find(({ sequenceId }) => sequenceId <= after)
    return {
      chunks: all.filter(chunk => chunk !== before),
      ...(before === undefined ? {} : { before }),
      contexts: contexts.map(toContext),
    }
  }
}

// With the last one up to `after`, which tells whether there was a pause before the page.
const CHUNKS = `
SELECT c.sequence_id, c.sha256, c.object_key, c.started_at, coalesce(b.duration_ms, c.duration_ms) AS duration_ms, b.body
FROM (
  (SELECT * FROM session_chunks WHERE session_id = $1::uuid AND sequence_id <= $2::int ORDER BY sequence_id DESC LIMIT 1)
  UNION ALL
  (SELECT * FROM session_chunks WHERE session_id = $1::uuid AND sequence_id > $2::int ORDER BY sequence_id LIMIT $3::int)
) AS c
${NEWEST_BLOCK}
ORDER BY c.sequence_id`

interface ChunkRow {
  sequence_id: number
  sha256: string
  object_key: string
  started_at: Date
  duration_ms: number | null
  body: BlockBody | null
}

function toChunk(row: ChunkRow) {
  return {
    sequenceId: row.sequence_id,
    sha256: row.sha256,
    objectKey: row.object_key,
    startedAt: row.started_at,
    ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
    ...(row.body === null || row.body.type === 'HEARD' ? {} : { block: row.body }),
  }
}

export const CONTEXT_COLUMNS = 'n, effective_from, changed, current_speaker_id, topic, restricted'

const CONTEXTS = `SELECT ${CONTEXT_COLUMNS} FROM session_contexts WHERE session_id = $1::uuid`

export interface ContextRow {
  n: number
  effective_from: Date | string
  changed: string[]
  current_speaker_id: string | null
  topic: string | null
  restricted: boolean | null
}

export function toContext(row: ContextRow): ContextChange {
  const said = new Set(row.changed)
  return {
    n: row.n,
    effectiveFromMs: new Date(row.effective_from).getTime(),
    ...(said.has('current_speaker_id') ? { currentSpeakerId: row.current_speaker_id } : {}),
    ...(said.has('topic') ? { topic: row.topic } : {}),
    ...(said.has('restricted') && row.restricted !== null ? { restricted: row.restricted } : {}),
  }
}
