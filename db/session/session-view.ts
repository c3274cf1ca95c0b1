// Sessions for a reader of the API: one, and in pages.

import type { CustodyCopy, SessionLedger } from '#domain/ports/session-ledger.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { type StepWait, stepWaitsJson, toStepWaits } from '../step/step-waits.ts'
import { SESSION_COLUMNS, type SessionRow, sessionView as toView } from './session-row.ts'

export function sessionView(read: Read): Pick<SessionLedger, 'view' | 'list' | 'waits'> {
  return {
    async view(reader, id) {
      const [row] = await read<SessionRow & { custody: CustodyRow[] | null }>(reader, VIEW, [id])
      return row && { ...toView(row), ...(row.custody === null ? {} : { custody: row.custody.map(toCopy) }) }
    },
    async list(reader, filter, page) {
      const rows = await read<SessionRow>(reader, LIST, [
        page.limit + 1,
        page.after ?? null,
        filter.status ?? null,
        filter.since?.toISOString() ?? null,
        filter.until?.toISOString() ?? null,
      ])
      return pageOf(rows.map(toView), page.limit, ({ session }) => session.id)
    },
    async waits(reader, id) {
      const [row] = await read<SessionRow & { steps: StepWait[] | null }>(reader, WAITS, [id])
      return row && { view: toView(row), steps: toStepWaits(row.steps) }
    },
  }
}

const VIEW = `
SELECT ${SESSION_COLUMNS}, (
  SELECT json_agg(json_build_object('object', k.object, 'version_id', k.version_id, 'sha256', k.sha256, 'retain_until', k.retain_until)
    ORDER BY k.object)
  FROM session_custody k WHERE k.session_id = s.id
) AS custody
FROM sessions s
WHERE s.id = $1::uuid`

interface CustodyRow {
  object: string
  version_id: string
  sha256: string
  retain_until: string
}

function toCopy({ object, version_id: versionId, sha256, retain_until }: CustodyRow): CustodyCopy {
  return { object, versionId, sha256, retainUntil: new Date(retain_until) }
}

const LIST = `
SELECT ${SESSION_COLUMNS}
FROM sessions s
WHERE s.id <= coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND ($2::uuid IS NULL OR s.id <> $2::uuid)
  AND ($3::text[] IS NULL OR s.status = ANY($3::text[]))
  AND ($4::text IS NULL OR s.created_at >= $4::text::timestamptz)
  AND ($5::text IS NULL OR s.created_at < $5::text::timestamptz)
ORDER BY s.id DESC
LIMIT $1::int`

// The steps of its chunks and pictures are its own.
const WAITS = `
SELECT ${SESSION_COLUMNS}, (
  SELECT ${stepWaitsJson('t')} FROM steps t
  WHERE t.subject_id = s.id OR t.subject_id IN (SELECT c.id FROM session_chunks c WHERE c.session_id = s.id)
    OR t.subject_id IN (SELECT a.id FROM session_assets a WHERE a.session_id = s.id)
) AS steps
FROM sessions s
WHERE s.id = $1::uuid`
