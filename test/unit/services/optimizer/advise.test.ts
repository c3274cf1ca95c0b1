import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Advice } from '#contracts/upstream/optimizer.ts'
import { advise, KNOWN_HOOK_STYLES } from '#services/optimizer/advise.ts'
import { createSeededRandom } from '#services/optimizer/bandit/seeded-random.ts'
import type { MeasuredCampaign, MeasuredPost } from '#services/optimizer/history/campaign-history.ts'

const MOCK = { platform: 'MOCK', account: 'demo' } as const
const X = { platform: 'TWITTER', account: 'acme' } as const
const ask = (
  campaignId: string,
  history: readonly MeasuredCampaign[],
  channels = [MOCK] as readonly { platform: 'MOCK' | 'TWITTER'; account: string }[],
) => advise({ tenantId: 'tenant', campaignId, channels }, history)

describe('advise on openings', () => {
  it.each([
    ['a clear winner', { base: 0.03, best: 0.06, scatter: 0.2 }],
    ['a winner by half in noisy campaigns', { base: 0.03, best: 0.045, scatter: 0.3 }],
    ['a winner at high rates', { base: 0.3, best: 0.45, scatter: 0.2 }],
    ['a winner at tiny rates', { base: 0.003, best: 0.006, scatter: 0.2 }],
  ])('advises %s in at least 80 of 100 campaigns after 200 that followed it', (_, world) => {
    for (const best of ['story', 'urgency'] as const) {
      const history = followed({ ...world, bestStyle: best }, 200)
      expect(hitsOf(history, best)).toBeGreaterThanOrEqual(80)
    }
  })

  it('finds the winner among styles that it did not know, from campaigns that did not follow it', () => {
    const styles = ['alpha', 'beta', 'gamma', 'delta']
    const random = createSeededRandom('unfollowed')
    const history = Array.from({ length: 200 }, (_, index): MeasuredCampaign => {
      const hookStyle = styles[index % styles.length] ?? ''
      const rate = (hookStyle === 'gamma' ? 0.06 : 0.035) * (1 + 0.3 * random.normal())
      return campaign(`c${index}`, hookStyle, [post({ rate })])
    })
    expect(hitsOf(history, 'gamma')).toBeGreaterThanOrEqual(80)
  })

  it('regrets less and less: far fewer wrong openings in the last 100 of 300 campaigns than in the first', () => {
    const wrong = followed({ base: 0.03, best: 0.045, scatter: 0.3, bestStyle: 'benefit' }, 300).map(
      ({ hookStyle }) => hookStyle !== 'benefit',
    )
    const first = wrong.slice(0, 100).filter(Boolean).length
    const last = wrong.slice(200).filter(Boolean).length
    expect(first).toBeGreaterThan(8)
    expect(last).toBeLessThan(first / 2)
  })

  it('finds the new winner when the old one has worn off', () => {
    const old = followed({ base: 0.03, best: 0.06, scatter: 0.2, bestStyle: 'story' }, 60)
    const history = followed({ base: 0.03, best: 0.12, scatter: 0.2, bestStyle: 'number' }, 400, old)
    expect(hitsOf(history, 'number')).toBeGreaterThanOrEqual(80)
  })

  it('explores all openings and hours evenly while it knows nothing', () => {
    const advices = Array.from({ length: 6000 }, (_, index) => ask(`cold ${index}`, []))
    const styles = counted(advices.map(advice => advice.hook_style))
    expect([...styles.keys()].sort()).toEqual([...KNOWN_HOOK_STYLES].sort())
    for (const count of styles.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
    const hours = counted(advices.map(advice => advice.hour_utc))
    expect(hours.size).toBe(24)
    for (const count of hours.values()) expect(Math.abs(count - 250)).toBeLessThan(75)
  })

  it('is not misled by the channel on which an opening was used', () => {
    // The lively channel doubles every rate and saw mostly the weaker opening.
    const random = createSeededRandom('channels')
    const history = Array.from({ length: 200 }, (_, index) => {
      const isLively = index % 2 === 0
      const isStory = isLively ? index % 8 === 0 : index % 8 !== 1
      const rate = (isLively ? 2 : 1) * (isStory ? 0.04 : 0.03) * (1 + 0.1 * random.normal())
      return campaign(`c${index}`, isStory ? 'story' : 'number', [
        post({ rate, channel: isLively ? 'TWITTER:acme' : 'MOCK:demo' }),
      ])
    })
    expect(hitsOf(history, 'story')).toBeGreaterThanOrEqual(80)
  })
})

describe('advise on hours and channels', () => {
  it('finds a planted hour', () => {
    const random = createSeededRandom('hours')
    const history: MeasuredCampaign[] = []
    for (let index = 0; index < 300; index++) {
      const hourUtc = ask(`c${index}`, history).hour_utc
      const rate = (hourUtc === 17 ? 0.07 : 0.03) * (1 + 0.2 * random.normal())
      history.push(campaign(`c${index}`, 'story', [post({ rate, hourUtc })]))
    }
    const hours = Array.from({ length: 100 }, (_, index) => ask(`later ${index}`, history).hour_utc)
    expect(hours.filter(hour => hour === 17).length).toBeGreaterThanOrEqual(80)
  })

  it('gives the livelier channel more weight, and the other never nothing', () => {
    const history = Array.from({ length: 40 }, (_, index) =>
      campaign(`c${index}`, 'story', [
        post({ rate: 0.06 + (index % 5) / 500, channel: 'TWITTER:acme' }),
        post({ rate: 0.03 + (index % 7) / 500 }),
      ]),
    )
    const weights = new Map(ask('next', history, [MOCK, X]).channels.map(({ channel, weight }) => [channel, weight]))
    expect(weights.get('TWITTER:acme')).toBeGreaterThan(0.8)
    expect(weights.get('MOCK:demo')).toBeGreaterThanOrEqual(0.09)
  })

  it('divides evenly while it knows nothing of the channels', () => {
    expect(ask('cold', [], [MOCK, X]).channels.map(({ weight }) => weight)).toEqual([0.5, 0.5])
  })

  it('answers the agreed shape, with weights that add up to 1, for any history', () => {
    const posts = fc.array(
      fc.record({
        channel: fc.constantFrom('MOCK:demo', 'TWITTER:acme', 'META:gone'),
        hourUtc: fc.option(fc.nat({ max: 23 })),
        impressions: fc.nat({ max: 10_000 }),
        engagements: fc.nat({ max: 20_000 }),
      }),
      { minLength: 1, maxLength: 4 },
    )
    const histories = fc.array(
      fc.record({ campaignId: fc.uuid(), hookStyle: fc.constantFrom(...KNOWN_HOOK_STYLES, 'new'), posts }),
      { maxLength: 60 },
    )
    fc.assert(
      fc.property(histories, fc.uuid(), (history, campaignId) => {
        const advice = ask(campaignId, history, [MOCK, X])
        expect(Advice.parse(advice)).toEqual(advice)
        expect(advice.channels.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1)
        expect(ask(campaignId, history, [MOCK, X])).toEqual(advice)
      }),
      { numRuns: 60 },
    )
  })
})

interface World {
  base: number
  best: number
  scatter: number
  bestStyle: string
}

/** Campaigns that open as they are advised, in a world where one opening is best. */
function followed(
  { base, best, scatter, bestStyle }: World,
  count: number,
  before: readonly MeasuredCampaign[] = [],
): MeasuredCampaign[] {
  const random = createSeededRandom(`world ${bestStyle} ${base} ${best}`)
  const history = [...before]
  for (let index = 0; index < count; index++) {
    const { hook_style: hookStyle, hour_utc: hourUtc } = ask(`c${history.length}`, history)
    const rate = (hookStyle === bestStyle ? best : base) * (1 + scatter * random.normal())
    history.push(campaign(`c${history.length}`, hookStyle, [post({ rate, hourUtc })]))
  }
  return history
}

function hitsOf(history: readonly MeasuredCampaign[], style: string): number {
  return Array.from({ length: 100 }, (_, index) => ask(`later ${index}`, history)).filter(
    advice => advice.hook_style === style,
  ).length
}

function campaign(campaignId: string, hookStyle: string, posts: readonly MeasuredPost[]): MeasuredCampaign {
  return { campaignId, hookStyle, posts }
}

function post({
  rate,
  channel = 'MOCK:demo',
  hourUtc = null,
}: {
  rate: number
  channel?: string
  hourUtc?: number | null
}): MeasuredPost {
  return { channel, hourUtc, impressions: 1000, engagements: Math.max(0, Math.round(rate * 1000)) }
}

function counted<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
