// Corrections of blocks as Postgres gives them.
import { type BlockEdit, type MergedEdit, mergeEdits } from '#domain/session/edit.ts'

/** The corrections of a chunk aliased `c`, to be joined as `e`. */
export const BLOCK_EDITS = `LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object('changed', o.changed, 'text', o.text, 'restricted', o.restricted,
      'target_placeholder', o.target_placeholder, 'by', o.by->>'sub') ORDER BY o.n) AS edits
    FROM session_edits o WHERE o.session_id = c.session_id AND o.sequence_id = c.sequence_id
  ) AS e ON true`

export interface EditRow {
  changed: string[]
  text: string | null
  restricted: boolean | null
  target_placeholder: string | null
  by: string
}

export function toEdit(rows: readonly EditRow[] | null): MergedEdit | undefined {
  return mergeEdits((rows ?? []).map(row => ({ ...editOf(row), by: row.by })))
}

function editOf({ changed, text, restricted, target_placeholder }: EditRow): BlockEdit {
  const said = new Set(changed)
  return {
    ...(said.has('text') && text !== null ? { text } : {}),
    ...(said.has('restricted') && restricted !== null ? { restricted } : {}),
    ...(said.has('target_placeholder') ? { targetPlaceholder: target_placeholder } : {}),
  }
}
