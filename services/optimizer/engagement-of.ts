// The place where the metrics of a post become one number: how many of those who saw it did something.
import type { MetricValues } from '#contracts/learning.ts'

export interface Seen {
  readonly impressions: number
  readonly engagements: number
}

export interface Engagement {
  /** Engagements per impression; may pass 1 where people do several things. */
  readonly rate: number
  /** The rate bent into [0, 1): half at 5 %, so that usual rates lie far apart and a freak one does not drown them. */
  readonly reward: number
  /** In (0, 1): a rate out of 50 impressions is half an observation. */
  readonly weight: number
}

const HALF_REWARD_RATE = 0.05
const HALF_WEIGHT_IMPRESSIONS = 50

/** undefined without impressions: then there is no rate, and a guess would be learned as a fact. */
export function engagementOf({ impressions, engagements }: Seen): Engagement | undefined {
  if (impressions <= 0) return undefined
  const rate = engagements / impressions
  return {
    rate,
    reward: rate / (rate + HALF_REWARD_RATE),
    weight: impressions / (impressions + HALF_WEIGHT_IMPRESSIONS),
  }
}

/** Likes, comments, shares and clicks weigh the same: platforms count them too differently to weigh them against each other. */
export function seenOf(values: MetricValues): Seen {
  const { impressions = 0, likes = 0, comments = 0, shares = 0, clicks = 0 } = values
  return { impressions, engagements: likes + comments + shares + clicks }
}
