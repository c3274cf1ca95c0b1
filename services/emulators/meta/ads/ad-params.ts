// What the Marketing API takes to make an ad, as far as a traffic ad with a link needs it. Anything else is refused.
import { z } from 'zod'

const Name = z.string().min(1).max(400)
const Status = z.enum(['ACTIVE', 'PAUSED'])
const execution_options = z.array(z.enum(['validate_only', 'include_recommendations'])).optional()

export const CampaignParams = z.strictObject({
  name: Name,
  objective: z.enum([
    'OUTCOME_APP_PROMOTION',
    'OUTCOME_AWARENESS',
    'OUTCOME_ENGAGEMENT',
    'OUTCOME_LEADS',
    'OUTCOME_SALES',
    'OUTCOME_TRAFFIC',
  ]),
  status: Status,
  /** Must be told, if only to say that there is none. */
  special_ad_categories: z.array(z.string()),
  /** Must be told where the budget lies on the ad sets. */
  is_adset_budget_sharing_enabled: z.boolean(),
  buying_type: z.literal('AUCTION').optional(),
  execution_options,
})

const Targeting = z
  .strictObject({
    age_min: z.int().min(13).max(65).optional(),
    age_max: z.int().min(13).max(65).optional(),
    geo_locations: z.strictObject({
      countries: z.array(z.string()).optional(),
      country_groups: z.array(z.string()).optional(),
    }),
    flexible_spec: z
      .array(z.strictObject({ interests: z.array(z.strictObject({ id: z.string(), name: z.string().optional() })) }))
      .optional(),
    targeting_automation: z.strictObject({ advantage_audience: z.union([z.literal(0), z.literal(1)]) }),
  })
  .refine(({ age_min = 18, age_max = 65 }) => age_min <= age_max, 'age_min is above age_max')

export const AdSetParams = z.strictObject({
  name: Name,
  campaign_id: z.string(),
  status: Status,
  billing_event: z.literal('IMPRESSIONS'),
  optimization_goal: z.enum(['LINK_CLICKS', 'REACH', 'IMPRESSIONS', 'LANDING_PAGE_VIEWS']),
  bid_strategy: z.literal('LOWEST_COST_WITHOUT_CAP'),
  /** In the smallest unit that Meta has for the currency. */
  lifetime_budget: z.int().min(100),
  end_time: z.iso.datetime({ offset: true }),
  targeting: Targeting,
  dsa_beneficiary: z.string().optional(),
  dsa_payor: z.string().optional(),
  execution_options,
})

export const AdCreativeParams = z.strictObject({
  name: Name,
  object_story_spec: z.strictObject({
    page_id: z.string(),
    link_data: z.strictObject({
      message: z.string().max(63_206).optional(),
      link: z.url(),
      image_hash: z.string().optional(),
      child_attachments: z
        .array(z.strictObject({ link: z.url(), image_hash: z.string() }))
        .min(2)
        .max(10)
        .optional(),
    }),
  }),
  execution_options,
})
export type AdCreativeParams = z.output<typeof AdCreativeParams>

export const AdParams = z.strictObject({
  name: Name,
  adset_id: z.string(),
  creative: z.strictObject({ creative_id: z.string() }),
  status: Status,
  execution_options,
})
