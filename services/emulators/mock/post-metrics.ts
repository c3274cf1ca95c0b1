// How a post of the MOCK platform does: grown from its age and what it is, the same for everybody who asks at the same time.
import { createHash } from 'node:crypto'
import type { MetricValues } from '#contracts/learning.ts'
import type { Published } from '../published-log.ts'

export type PostMetrics = Record<keyof MetricValues, number>

/** Half of what a post will ever reach, it has reached after this long. */
const HALF_LIFE_SECONDS = 60
const COST_PER_CLICK_MINOR = 12

/** No figure ever falls as the post ages. */
export function postMetrics(post: Published, now: Date): PostMetrics {
  const ageSeconds = Math.max(0, (now.getTime() - Date.parse(post.received_at)) / 1000)
  const chance = chances(post.id)
  const reach = (2000 + 8000 * chance(0)) * appeal(post) * (1 + Math.sqrt(post.budget_minor ?? 0) / 100)
  const impressions = Math.floor(reach * (ageSeconds / (ageSeconds + HALF_LIFE_SECONDS)))
  const clicks = Math.floor(impressions * (0.005 + 0.025 * chance(1)))
  return {
    impressions,
    likes: Math.floor(impressions * (0.01 + 0.04 * chance(2))),
    comments: Math.floor(impressions * (0.001 + 0.004 * chance(3))),
    shares: Math.floor(impressions * (0.001 + 0.006 * chance(4))),
    clicks,
    spend_minor: Math.min(post.budget_minor ?? 0, clicks * COST_PER_CLICK_MINOR),
  }
}

/** Pictures and an opening question do better, so that there is something to learn. */
function appeal({ text, media }: Published): number {
  const opening = text.split('\n', 1)[0] ?? ''
  return (media.length > 0 ? 1.2 : 1) * (opening.includes('?') ? 1.3 : 1)
}

/** Numbers in [0, 1) that depend on the id alone. */
function chances(id: string): (n: number) => number {
  const digest = createHash('sha256').update(id).digest()
  return n => digest.readUInt32BE(n * 4) / 2 ** 32
}
