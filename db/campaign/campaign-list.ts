// Campaigns of a reader, newest first, in pages.
import type { CampaignFilter, CampaignSummary } from '#domain/ports/campaign-ledger.ts'
import type { Page, PageRequest, Reader } from '#domain/ports/page.ts'
import { pageOf } from '../connection/page-of.ts'
import type { Read } from '../connection/with-reader.ts'
import { CAMPAIGN_SUMMARY_COLUMNS, type CampaignSummaryRow, campaignSummary } from './campaign-summary-row.ts'

export function campaignList(read: Read) {
  return async (reader: Reader, filter: CampaignFilter, page: PageRequest): Promise<Page<CampaignSummary>> => {
    const rows = await read<CampaignSummaryRow>(reader, LIST, [
      page.limit + 1,
      page.after ?? null,
      filter.state ?? null,
      filter.status ?? null,
      filter.platform ?? null,
      filter.campaignId ?? null,
      filter.needsHuman ?? null,
      filter.since?.toISOString() ?? null,
      filter.until?.toISOString() ?? null,
    ])
    return pageOf(rows.map(campaignSummary), page.limit, summary => summary.campaign.id)
  }
}

// The bound on the id is one that an index can start at, however deep the page. What clients see as status is known only
// inside, hence the outer filter; OFFSET 0 keeps the planner from computing it twice.
const LIST = `
SELECT * FROM (
  SELECT ${CAMPAIGN_SUMMARY_COLUMNS}
  FROM campaigns c
  WHERE c.id <= coalesce($2::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff') AND ($2::uuid IS NULL OR c.id <> $2::uuid)
    AND ($3::text[] IS NULL OR c.state = ANY($3::text[]))
    AND ($5::text IS NULL OR c.channels @> jsonb_build_array(jsonb_build_object('platform', $5::text)))
    AND ($6::uuid IS NULL OR c.id = $6::uuid)
    AND ($7::bool IS NULL OR $7::bool = EXISTS (
      SELECT 1 FROM governance.actions_ledger a WHERE a.campaign_id = c.id AND a.needs_human
    ))
    AND ($8::text IS NULL OR c.created_at >= $8::text::timestamptz)
    AND ($9::text IS NULL OR c.created_at < $9::text::timestamptz)
  ORDER BY c.id DESC
  OFFSET 0
) listed
WHERE $4::text[] IS NULL OR shown_status = ANY($4::text[])
ORDER BY id DESC
LIMIT $1::int`
