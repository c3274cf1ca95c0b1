// Wire ↔ domain for Meta: what an answer to the publishing call proves, and figures under our names. Pure.
import { z } from 'zod'
import type { MetricFigures, SendResult } from '#domain/ports/platform.ts'
import type { Answer } from '../http/connect-once.ts'
import { minorUnits } from './ads/ad-money.ts'
import { metaVerdict } from './errors.ts'
import { Created } from './handle.ts'
import { allowanceOf } from './usage.ts'

/**
 * Only a readable 200 with an id is success.
 * @param permalinkOf where the surface has an address that follows from the id
 * @param now milliseconds since 1970
 */
export function fromMetaAnswer(
  answer: Answer,
  permalinkOf: ((id: string) => string) | undefined,
  now: number,
): SendResult {
  const { status: httpStatus } = answer
  const allowance = allowanceOf(answer, now)
  const common = { httpStatus, ...(allowance === undefined ? {} : { allowance }) }
  if (httpStatus !== 200) return { ...metaVerdict(answer, now), ...common }
  const id = createdId(answer.body)
  if (id === undefined) return { kind: 'unknown', detail: 'a 200 without an id', ...common }
  return {
    kind: 'accepted',
    platformRefId: id,
    ...(permalinkOf === undefined ? {} : { permalink: permalinkOf(id) }),
    ...common,
  }
}

/** An answer that holds an error is none, whatever else it holds. */
function createdId(body: string): string | undefined {
  try {
    return Created.extend({ error: z.undefined().optional() }).safeParse(JSON.parse(body)).data?.id
  } catch {
    return undefined // not JSON: whoever answered was not the Graph API
  }
}

/** Of posts and media: one row a metric, with one value over its life. */
export const Insights = z.object({
  data: z.array(z.looseObject({ name: z.string(), values: z.array(z.looseObject({ value: z.json().optional() })) })),
})
export type Insights = z.output<typeof Insights>

/** Of ads: one row over the whole time, or none for an ad that never ran. Figures come as text. */
export const AdInsights = z.object({ data: z.array(z.record(z.string(), z.json())) })
export type AdInsights = z.output<typeof AdInsights>

const Count = z.number().int().min(0)
const Summary = z.looseObject({ summary: z.looseObject({ total_count: Count }) })
/** A post that nobody shared has no `shares`. */
export const PostCounts = z.looseObject({
  likes: Summary.optional(),
  comments: Summary.optional(),
  shares: z.object({ count: Count }).optional(),
})
export type PostCounts = z.output<typeof PostCounts>

export function pageFigures(insights: Insights, { likes, comments, shares }: PostCounts): MetricFigures {
  return told({
    impressions: figure(insights, 'post_media_view'),
    clicks: figure(insights, 'post_clicks'),
    likes: likes?.summary.total_count,
    comments: comments?.summary.total_count,
    shares: shares?.count ?? 0,
  })
}

export function instagramFigures(insights: Insights): MetricFigures {
  return told({
    impressions: figure(insights, 'views'),
    likes: figure(insights, 'likes'),
    comments: figure(insights, 'comments'),
    shares: figure(insights, 'shares'),
  })
}

export function adFigures({ data: [row] }: AdInsights): MetricFigures {
  if (row === undefined) return { impressions: 0, clicks: 0, spend_minor: 0 }
  const { impressions, clicks, spend, account_currency: currency } = AdRow.parse(row)
  const isMoney = spend !== undefined && currency !== undefined
  return told({ impressions, clicks, spend_minor: isMoney ? minorUnits(spend, currency) : undefined })
}

const AdRow = z.object({
  impressions: z.coerce.number().int().min(0).optional(),
  clicks: z.coerce.number().int().min(0).optional(),
  /** Decimal, in the currency of the ad account. */
  spend: z.string().optional(),
  account_currency: z.string().optional(),
})

function figure({ data }: Insights, name: string): number | undefined {
  return Count.safeParse(data.find(row => row.name === name)?.values[0]?.value).data
}

function told(figures: MetricFigures): MetricFigures {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined))
}
