// What waits for one person of a tenant, most urgent first: by the moment that it has to be decided by, then oldest first.
import type { InboxFilter, InboxItem, InboxPage } from '#domain/ports/action-ledger.ts'
import type { PageRequest, Reader } from '#domain/ports/page.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { ACTION_FULL_COLUMNS, type ActionFullRow, actionView } from './action-full-row.ts'

/** A number beyond it tells nobody more than that there are many. */
const COUNTED = 1000

export function actionInbox(read: Read) {
  return async (
    reader: Extract<Reader, { tenantId: string }>,
    filter: InboxFilter,
    { limit, after }: PageRequest,
  ): Promise<InboxPage> => {
    if (!filter.decides && !filter.own) return { items: [], total: { count: 0, exact: true } }
    const asked = [
      reader.tenantId,
      filter.sub,
      filter.decides,
      filter.own,
      filter.platform ?? null,
      filter.account ?? null,
      filter.campaignId ?? null,
      filter.kind ?? null,
    ]
    const [decideBy, id] = after?.split(' ') ?? []
    const [rows, [counted]] = await Promise.all([
      read<InboxRow>(reader, PAGE, [...asked, decideBy ?? '-infinity', id ?? NIL, limit + 1]),
      read<{ count: number }>(reader, COUNT, [...asked, COUNTED + 1]),
    ])
    const page = pageOf(rows, limit, row => `${row.position} ${row.id}`)
    const count = counted?.count ?? 0
    return {
      ...page,
      items: page.items.map(toItem),
      total: { count: Math.min(count, COUNTED), exact: count <= COUNTED },
    }
  }
}

type InboxRow = ActionFullRow & { decide_by: Date; position: string }

function toItem(row: InboxRow): InboxItem {
  return {
    view: actionView(row),
    decideBy: row.decide_by,
    kind: row.status === 'PENDING_APPROVAL' ? 'approve' : 'resolve',
  }
}

const NIL = '00000000-0000-0000-0000-000000000000'

/**
 * Whether it is up to somebody else: the caller is an author, or has approved it. Approvals are looked up by their key, one action
 * at a time, and only where one is not enough: as EXISTS they would be read all at once, those of everything that has ended too.
 */
const IS_OWN = `a.status = 'PENDING_APPROVAL' AND (a.authors ? $2::text OR (a.approvals_required > 1 AND coalesce(
      (SELECT true FROM approvals p WHERE p.action_id = a.id AND p.voided_at IS NULL AND p.sub = $2::text LIMIT 1), false)))`

const WAITING = `FROM governance.actions_ledger a
  WHERE a.tenant_id = $1::uuid AND a.decide_by IS NOT NULL
    AND CASE WHEN ${IS_OWN} THEN $4::bool ELSE $3::bool END
    AND ($5::text IS NULL OR a.platform = $5::text)
    AND ($6::text IS NULL OR a.account = $6::text)
    AND ($7::uuid IS NULL OR a.campaign_id = $7::uuid)
    AND ($8::text IS NULL OR (a.status = 'PENDING_APPROVAL') = ($8::text = 'approve'))`

// A page is found first and read whole afterwards: what is skipped costs nothing but its row. To the microsecond, so that
// what the page ended with is not met again.
const PAGE = `
WITH found AS MATERIALIZED (
  SELECT a.id, a.decide_by
  ${WAITING}
    AND (a.decide_by, a.id) > ($9::text::timestamptz, $10::uuid)
  ORDER BY a.decide_by, a.id
  LIMIT $11::int
)
SELECT ${ACTION_FULL_COLUMNS}, f.decide_by, to_char(f.decide_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS position
FROM found f
JOIN governance.actions_ledger a ON a.id = f.id
ORDER BY f.decide_by, f.id`

const COUNT = `
SELECT count(*)::int AS count
FROM (
  SELECT 1
  ${WAITING}
  LIMIT $9::int
) found`
