// Who spoke about what from when on, as Postgres gives it.
import type { ContextChange } from '#domain/session/context.ts'

export const CONTEXT_COLUMNS = 'n, effective_from, changed, current_speaker_id, topic, restricted'

/** Of one session. */
export const SESSION_CONTEXTS = `SELECT ${CONTEXT_COLUMNS} FROM session_contexts WHERE session_id = $1::uuid`

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
