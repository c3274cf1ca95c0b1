// All entries of a reader since a time, in pages.
import type { AuditEntry } from '#domain/audit-entry.ts'
import type { Page, Reader } from '#domain/ports/page.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { ENTRY_JSON } from './entry-json.ts'

/** The cursor is `at subject seq` of the last entry; the caller makes it opaque. */
export function auditExport(read: Read) {
  return async (reader: Reader, since: Date, page: { limit: number; cursor?: string }): Promise<Page<AuditEntry>> => {
    const [at = null, subject = null, seq = null] = page.cursor?.split(' ') ?? []
    const parameters = [page.limit + 1, since.toISOString(), at, subject, seq]
    const rows = await read<{ entry: AuditEntry }>(reader, EXPORT, parameters)
    const entries = rows.map(row => row.entry)
    return pageOf(entries, page.limit, entry => `${entry.at} ${entry.subject} ${entry.seq}`)
  }
}

// Times are written with milliseconds, so that the text of a cursor compares exactly.
const EXPORT = `
SELECT ${ENTRY_JSON} AS entry
FROM audit_log l
WHERE l.at >= $2::text::timestamptz
  AND ($3::text IS NULL OR (l.at, l.subject_id, l.seq) > ($3::text::timestamptz, $4::text::uuid, $5::text::int))
ORDER BY l.at, l.subject_id, l.seq
LIMIT $1::int`
