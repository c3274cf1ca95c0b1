// The trail of one subject, in order.
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { ENTRY_JSON } from './entry-json.ts'

/** @returns entries after a seq; undefined: the reader has no such subject, for each has at least the entry of its creation */
export function auditEntries(read: Read) {
  return async (
    reader: Reader,
    subjectId: string,
    afterSeq: number,
    limit: number,
  ): Promise<AuditEntry[] | undefined> => {
    const [row] = await read<{ known: boolean; entries: AuditEntry[] | null }>(reader, ENTRIES, [
      subjectId,
      afterSeq,
      limit,
    ])
    return row?.known ? (row.entries ?? []) : undefined
  }
}

const ENTRIES = `
SELECT EXISTS (SELECT 1 FROM audit_log k WHERE k.subject_id = $1::uuid) AS known,
  (SELECT json_agg(l.entry ORDER BY l.seq) FROM (
    SELECT l.seq, ${ENTRY_JSON} AS entry
    FROM audit_log l
    WHERE l.subject_id = $1::uuid AND l.seq > $2::int
    ORDER BY l.seq
    LIMIT $3::int
  ) l) AS entries`
