// The place where measured campaigns become observations of the three bandits.
import type { Observation } from './bandit/arm-beliefs.ts'
import { engagementOf } from './engagement-of.ts'
import type { MeasuredCampaign, MeasuredPost } from './history/campaign-history.ts'

/** One a campaign: its posts share the opening, so they are no independent witnesses of it. */
export function hookObservations(history: readonly MeasuredCampaign[]): Observation[] {
  const offsets = channelOffsets(history)
  return history.flatMap(({ hookStyle, posts }) => {
    const seen = posts.flatMap(post => levelled(post, offsets))
    const weight = seen.reduce((sum, post) => sum + post.weight, 0)
    if (weight === 0) return []
    const reward = seen.reduce((sum, post) => sum + post.weight * post.reward, 0) / weight
    return [{ arm: hookStyle, reward, weight: Math.min(1, weight) }]
  })
}

/** One a post whose hour is known; of one channel, if named. */
export function hourObservations(history: readonly MeasuredCampaign[], channel?: string): Observation[] {
  const offsets = channelOffsets(history)
  return history.flatMap(({ posts }) =>
    posts.flatMap(post => {
      if (post.hourUtc === null || (channel !== undefined && post.channel !== channel)) return []
      return levelled(post, offsets).map(({ reward, weight }) => ({ arm: String(post.hourUtc), reward, weight }))
    }),
  )
}

/** One a post, as it did, for the difference between channels is what is asked. */
export function channelObservations(history: readonly MeasuredCampaign[]): Observation[] {
  return history.flatMap(({ posts }) =>
    posts.flatMap(post => {
      const engagement = engagementOf(post)
      return engagement === undefined
        ? []
        : [{ arm: post.channel, reward: engagement.reward, weight: engagement.weight }]
    }),
  )
}

/** Weight of the assumption that a channel is like all others. */
const LIKE_OTHERS = 5

/** What each channel gives more or less than all of them. Openings and hours are compared as if on one channel: else the one that was used on a lively channel would win. */
function channelOffsets(history: readonly MeasuredCampaign[]): Map<string, number> {
  const sums = new Map<string, { weight: number; reward: number }>()
  const all = { weight: 0, reward: 0 }
  for (const { arm, reward, weight } of channelObservations(history)) {
    const sum = sums.get(arm) ?? { weight: 0, reward: 0 }
    sums.set(arm, { weight: sum.weight + weight, reward: sum.reward + weight * reward })
    all.weight += weight
    all.reward += weight * reward
  }
  const mean = all.weight === 0 ? 0 : all.reward / all.weight
  const offsets = [...sums].map(([channel, { weight, reward }]): [string, number] => [
    channel,
    (reward + LIKE_OTHERS * mean) / (weight + LIKE_OTHERS) - mean,
  ])
  return new Map(offsets)
}

function levelled(post: MeasuredPost, offsets: ReadonlyMap<string, number>): { reward: number; weight: number }[] {
  const engagement = engagementOf(post)
  if (engagement === undefined) return []
  return [{ reward: engagement.reward - (offsets.get(post.channel) ?? 0), weight: engagement.weight }]
}
