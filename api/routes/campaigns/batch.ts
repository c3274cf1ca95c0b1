// POST /campaigns/batch
import { z } from 'zod'
import { Uuid } from '#contracts/primitives.ts'
import { Problem } from '#contracts/problem.ts'
import { CSV_DESCRIPTION, CSV_EXAMPLE, parseCampaignCsv } from '../../campaigns/parse-campaign-csv.ts'
import { BatchItem, BatchRequest, planBatch } from '../../campaigns/plan-batch.ts'
import { Planned, rehearsed } from '../../campaigns/rehearse-batch.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { YesNo } from '../../lists/list-query.ts'
import { json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'

const Query = z.strictObject({
  start: YesNo.default(false).describe('Also starts each campaign'),
  dry_run: YesNo.default(false).describe('Creates nothing: says what would become of each, with what it would be'),
})

const BatchAnswer = z.object({
  results: z.array(
    z.object({
      index: z.int(),
      line: z.int().optional(),
      status: z.int(),
      campaign_id: Uuid.optional(),
      planned: Planned.optional(),
      problem: Problem.optional(),
    }),
  ),
  accepted: z.int(),
  refused: z.int(),
})

const REHEARSAL = {
  results: [
    {
      index: 0,
      status: 201,
      planned: { brief: EXAMPLES.campaignRequest.brief, channels: EXAMPLES.campaignRequest.channels, max_retries: 3 },
    },
  ],
  accepted: 1,
  refused: 0,
}

export const batchCampaigns = defineRoute<undefined, BatchRequest, z.output<typeof Query>>({
  method: 'post',
  path: '/campaigns/batch',
  name: 'batchCampaigns',
  tag: 'Campaigns',
  summary: 'Create up to 1000 campaigns',
  description:
    'One bad item does not spoil the rest: each has its own status, 201 (created), 202 (started) or that of its problem. Rows of a CSV file do as well: their results have the `line` where each begins, and pointers that name columns.',
  scopes: ['campaigns:write'],
  query: Query,
  body: {
    schema: BatchRequest,
    documented: z.strictObject({ campaigns: z.array(BatchItem).min(1).max(1000) }),
    required: true,
    limit: 'batch',
    examples: { batch: EXAMPLES.batchRequest },
    csv: { parse: parseCampaignCsv, description: CSV_DESCRIPTION, example: CSV_EXAMPLE },
  },
  answers: [
    { status: 200, description: 'What would become of each: `dry_run`', schema: BatchAnswer, example: REHEARSAL },
    {
      status: 202,
      description: 'Each item has its own result',
      schema: BatchAnswer,
      example: { results: [{ index: 0, status: 201, campaign_id: EXAMPLES.ids.campaign }], accepted: 1, refused: 0 },
    },
  ],
  async run(call) {
    const { campaigns, results } = await planBatch(call, call.body, call.query.start)
    const accepted = campaigns.length
    if (call.query.dry_run) return json(200, rehearsed(results, campaigns))
    const answer = json(202, { results, accepted, refused: results.length - accepted })
    if (accepted === 0) {
      await call.keyed?.keep(answer)
      return answer
    }
    const written = await call.ports.campaigns.create(
      campaigns,
      ask(call, () => answer),
    )
    return written === 'key_taken' ? replayTaken(call) : answer
  },
})
