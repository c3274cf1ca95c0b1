// A campaign with all that belongs to it, for a reader of the API.
import type { CampaignView } from '#domain/ports/campaign-ledger.ts'
import type { Reader } from '#domain/ports/page.ts'
import type { Read } from '../connection/with-reader.ts'
import { CAMPAIGN_FULL_COLUMNS, type CampaignFullRow, campaignView as toView } from './campaign-full-row.ts'

export function campaignView(read: Read) {
  return async (reader: Reader, id: string): Promise<CampaignView | undefined> => {
    const [row] = await read<CampaignFullRow>(reader, VIEW, [id])
    return row && toView(row)
  }
}

const VIEW = `
SELECT ${CAMPAIGN_FULL_COLUMNS}
FROM campaigns c
WHERE c.id = $1::uuid`
