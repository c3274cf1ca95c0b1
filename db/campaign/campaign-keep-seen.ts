// What a stage has seen of the outside, kept before it tells anybody: a second try then says the same under the same idempotency key.
import { deadline } from '../connection/deadline.ts'
import type { Sql } from '../connection/open-pool.ts'

export interface SeenBy {
  tenantId: string
  campaignId: string
  executionId: string
  /** Whose look it is; no stage's name, so that neither views nor later executions take it for a result. */
  name: 'LEARN_SEEN'
}

/**
 * @param look asked only where no earlier try of this execution has looked; its answer must survive JSON
 * @returns what was seen first, whoever saw it
 */
export async function campaignKeepSeen<T>(sql: Sql, by: SeenBy, look: () => Promise<T>): Promise<T> {
  const seen = await find(sql, by)
  if (seen !== undefined) return seen as T
  const { campaignId, executionId, name, tenantId } = by
  const values = [campaignId, executionId, name, tenantId, JSON.stringify(await look())]
  await deadline(sql.unsafe(KEEP, values, { prepare: true }), 6000, 'keeping what a stage saw')
  return (await find(sql, by)) as T
}

async function find(sql: Sql, { campaignId, executionId, name }: SeenBy): Promise<unknown> {
  const query = sql.unsafe<{ body: unknown }[]>(FIND, [campaignId, executionId, name], { prepare: true })
  return (await deadline(query, 6000, 'finding what a stage saw'))[0]?.body
}

const FIND = `
SELECT body FROM campaign_results WHERE campaign_id = $1::uuid AND execution_id = $2::uuid AND stage = $3::text`

const KEEP = `
INSERT INTO campaign_results (campaign_id, execution_id, stage, tenant_id, body)
VALUES ($1::uuid, $2::uuid, $3::text, $4::uuid, $5::text::jsonb)
ON CONFLICT DO NOTHING`
