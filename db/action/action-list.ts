// Actions of a reader, newest first, in pages.
import type { ActionFilter } from '#domain/ports/action-ledger.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import type { Page, PageRequest, Reader } from '#domain/ports/page.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from './action-full-row.ts'

export function actionList(read: Read) {
  return async (reader: Reader, filter: ActionFilter, page: PageRequest): Promise<Page<ActionView>> => {
    const rows = await read<ActionFullRow>(reader, LIST, [
      page.limit + 1,
      page.after ?? null,
      filter.status ?? null,
      filter.platform ?? null,
      filter.campaignId ?? null,
      filter.needsHuman ?? null,
      filter.since?.toISOString() ?? null,
      filter.until?.toISOString() ?? null,
      filter.proposedBy ?? null,
    ])
    return pageOf(rows.map(actionView), page.limit, view => view.action.id)
  }
}

const LIST = `
SELECT ${ACTION_FULL_COLUMNS}
FROM governance.actions_ledger a
WHERE a.id <= coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND ($2::uuid IS NULL OR a.id <> $2::uuid)
  AND ($3::text[] IS NULL OR CASE WHEN a.status = 'QUEUED' AND EXISTS (
    SELECT 1 FROM accounts o WHERE o.tenant_id = a.tenant_id AND o.platform = a.platform AND o.account = a.account
      AND o.closed_until > clock_timestamp()
  ) THEN 'RATE_LIMITED' ELSE a.status END = ANY($3::text[]))
  AND ($4::text IS NULL OR a.platform = $4::text)
  AND ($5::uuid IS NULL OR a.campaign_id = $5::uuid)
  AND ($6::bool IS NULL OR a.needs_human = $6::bool)
  AND ($7::text IS NULL OR a.created_at >= $7::text::timestamptz)
  AND ($8::text IS NULL OR a.created_at < $8::text::timestamptz)
  AND ($9::text IS NULL OR a.proposed_by->>'sub' = $9::text)
ORDER BY a.id DESC
LIMIT $1::int`
