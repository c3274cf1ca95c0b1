// Results of earlier stages, for a stage that needs them.
import type { CampaignStage } from '#domain/campaign/campaign-state.ts'
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

/** @returns by stage, those that there are */
export async function campaignStageResults(
  sql: Sql,
  campaignId: string,
  executionId: string,
  stages: readonly CampaignStage[],
): Promise<Partial<Record<CampaignStage, unknown>>> {
  if (stages.length === 0) return {}
  const query = sql.unsafe<{ stage: CampaignStage; body: unknown }[]>(RESULTS, [campaignId, executionId, [...stages]], {
    prepare: true,
  })
  const rows = await deadline(query, 6000, 'loading results')
  return Object.fromEntries(rows.map(row => [row.stage, row.body]))
}

const RESULTS = `
SELECT stage, body
FROM campaign_results
WHERE campaign_id = $1::uuid AND execution_id = $2::uuid AND stage = ANY($3::text[])`
