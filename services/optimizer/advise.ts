// The place where history becomes advice: a bandit each for the opening, the hour and the channels, none of them sure before it may be.
import type { Channel } from '#contracts/brief.ts'
import type { Advice } from '#contracts/upstream/optimizer.ts'
import { armBeliefs, type Observation } from './bandit/arm-beliefs.ts'
import { chooseArm, winningShares } from './bandit/choose-arm.ts'
import { createSeededRandom } from './bandit/seeded-random.ts'
import type { MeasuredCampaign } from './history/campaign-history.ts'
import { channelObservations, hookObservations, hourObservations } from './observations.ts'

/** The styles that the analyst can always write; others are learned about as soon as they are used. */
export const KNOWN_HOOK_STYLES = ['question', 'number', 'story', 'contrarian', 'benefit', 'urgency'] as const

/** Campaigns after which a style that was never used counts as one that cannot be written for this tenant. */
const UNUSED_AFTER_CAMPAIGNS = 8 * KNOWN_HOOK_STYLES.length
/** The share of campaigns that try such a style all the same. */
const UNUSED_SHARE = 0.03
const WINNING_ROUNDS = 400
/** The share of the weight that is divided evenly: a channel that gets nothing is never learned about again. */
const EVEN_SHARE = 0.2
/** Posts of a channel with known hours before it gets an hour of its own. */
const OWN_HOUR_POSTS = 20

export interface AdviceQuestion {
  readonly tenantId: string
  readonly campaignId: string
  readonly channels: readonly Channel[]
}

/** The same history and campaign give the same advice. `history` holds one tenant's campaigns and nobody else's. */
export function advise(
  { tenantId, campaignId, channels }: AdviceQuestion,
  history: readonly MeasuredCampaign[],
): Advice {
  const seed = `${tenantId}/${campaignId}`
  const names = [...new Set(channels.map(({ platform, account }) => `${platform}:${account}`))]
  const hour = hourFor(hourObservations(history), `${seed}/hour`)
  const weights = weightsOf(names, channelObservations(history), `${seed}/channels`)
  return {
    hook_style: hookFor(history, `${seed}/hook`),
    hour_utc: hour,
    channels: names.map(channel => {
      const own = hourObservations(history, channel)
      const hourUtc = own.length < OWN_HOUR_POSTS ? hour : hourFor(own, `${seed}/hour/${channel}`)
      return { channel, weight: weights.get(channel) ?? 0, hour_utc: hourUtc }
    }),
    observations: history.length,
  }
}

function hookFor(history: readonly MeasuredCampaign[], seed: string): string {
  const observations = hookObservations(history)
  const used = new Set(observations.map(({ arm }) => arm))
  const unused = KNOWN_HOOK_STYLES.filter(style => !used.has(style))
  const random = createSeededRandom(seed)
  if (history.length < UNUSED_AFTER_CAMPAIGNS)
    return chooseArm(armBeliefs([...used, ...unused].sort(), observations), random)
  const tried = unused[Math.floor((random.uniform() / UNUSED_SHARE) * unused.length)]
  return tried ?? chooseArm(armBeliefs([...used].sort(), observations), random)
}

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour))
/** What an hour says about the hours beside it. */
const NEIGHBOUR_WEIGHT = 0.3

function hourFor(observations: readonly Observation[], seed: string): number {
  const spread = observations.flatMap(observation => {
    const hour = Number(observation.arm)
    const beside = { ...observation, weight: observation.weight * NEIGHBOUR_WEIGHT }
    return [observation, { ...beside, arm: String((hour + 1) % 24) }, { ...beside, arm: String((hour + 23) % 24) }]
  })
  return Number(chooseArm(armBeliefs(HOURS, spread), createSeededRandom(seed)))
}

/** How sure it is that each is the best of those asked for, over an even share; adds up to 1. */
function weightsOf(names: readonly string[], observations: readonly Observation[], seed: string): Map<string, number> {
  const beliefs = armBeliefs(names, observations)
  // Nothing known yet: evenly, not by the luck of the draw.
  if (beliefs.every(belief => belief.observed === 0)) return new Map(names.map(name => [name, 1 / names.length]))
  const shares = winningShares(beliefs, createSeededRandom(seed), WINNING_ROUNDS)
  return new Map(names.map(name => [name, EVEN_SHARE / names.length + (1 - EVEN_SHARE) * (shares.get(name) ?? 0)]))
}
