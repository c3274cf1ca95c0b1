// The place where the numbers of a campaign become sentences that claim no more than the numbers do.
import type { Learning, Publication } from '#contracts/learning.ts'
import { engagementOf } from '../engagement-of.ts'
import type { MeasuredCampaign, MeasuredPost } from '../history/campaign-history.ts'
import { compareRates } from './compare-rates.ts'
import { amount, percent, points, wordComparison } from './word-comparison.ts'

export interface FoundIn {
  readonly hookStyle: string
  readonly publications: readonly Publication[]
  /** null: nothing of it was measured. */
  readonly measured: MeasuredCampaign | null
  readonly spendMinor: number | null
  /** The tenant's other campaigns; this one is not among them. */
  readonly history: readonly MeasuredCampaign[]
}

/** At least one learning, the campaign's own first. Rates are engagements per impression, one a campaign or post. */
export function findLearnings(found: FoundIn): Learning[] {
  return [
    ...aboutCampaign(found),
    ...aboutHook(found),
    ...aboutChannels(found),
    ...aboutHours(found),
    ...aboutUnpublished(found),
  ]
}

function aboutCampaign({ measured, history, publications, spendMinor }: FoundIn): Learning[] {
  if (measured === null) {
    return [
      {
        subject: 'campaign',
        finding:
          'Too little data: no post of this campaign has impressions yet, so nothing is concluded and nothing is counted.',
        evidence: `${amount(publications.length, 'publication')}, none with impressions; ${amount(history.length, 'campaign')} of this tenant measured before.`,
        confidence: 0,
      },
    ]
  }
  const rate = rateOf(measured.posts)
  const others = history.map(campaign => rateOf(campaign.posts))
  const { mean, variance, count } = compareRates([], others).theirs
  const own = `${percent(rate)} (${engagementsOf(measured.posts)} engagements on ${impressionsOf(measured.posts)} impressions, ${amount(measured.posts.length, 'post')})`
  const cost = spendMinor === null ? '' : ` Spend reported: ${spendMinor} minor units.`
  if (count < 5) {
    return [
      {
        subject: 'campaign',
        finding: `The engagement rate was ${percent(rate)}. Too little data to say whether that is good for this tenant.`,
        evidence: `${own}; only ${amount(count, 'earlier campaign')} to compare with.${cost}`,
        confidence: 0.1,
      },
    ]
  }
  const deviation = Math.sqrt(variance)
  const distance = deviation === 0 ? 0 : (rate - mean) / deviation
  const isUnusual = Math.abs(distance) >= 2
  const place = isUnusual ? (distance > 0 ? 'above' : 'below') : 'within'
  return [
    {
      subject: 'campaign',
      finding: `The engagement rate of ${percent(rate)} is ${place} what is usual for this tenant (mean ${percent(mean)}).`,
      evidence: `${own}; ${amount(count, 'earlier campaign')}: mean ${percent(mean)}, standard deviation ${points(deviation)}; this one is ${Math.abs(distance).toFixed(1)} deviations ${distance < 0 ? 'below' : 'above'}. One campaign shows no cause.${cost}`,
      confidence: Math.min(0.9, (count / (count + 10)) * (isUnusual ? 0.9 : 0.6)),
    },
  ]
}

function aboutHook({ hookStyle, measured, history }: FoundIn): Learning[] {
  if (measured === null) return []
  const all = [...history, measured]
  const ratesWhere = (isOurs: boolean) =>
    all.filter(campaign => (campaign.hookStyle === hookStyle) === isOurs).map(campaign => rateOf(campaign.posts))
  return [
    wordComparison(compareRates(ratesWhere(true), ratesWhere(false)), {
      subject: `hook:${hookStyle}`,
      ours: `openings of the style “${hookStyle}”`,
      theirs: 'other openings',
      unit: 'campaign',
    }),
  ]
}

function aboutChannels({ measured, history }: FoundIn): Learning[] {
  if (measured === null) return []
  const posts = [...history, measured].flatMap(campaign => campaign.posts)
  return [...new Set(measured.posts.map(post => post.channel))].map(channel => {
    const ratesWhere = (isOurs: boolean) =>
      posts.filter(post => (post.channel === channel) === isOurs).map(post => rateOf([post]))
    return wordComparison(compareRates(ratesWhere(true), ratesWhere(false)), {
      subject: `channel:${channel}`,
      ours: channel,
      theirs: 'the other channels',
      unit: 'post',
    })
  })
}

function aboutHours({ measured, history }: FoundIn): Learning[] {
  if (measured === null) return []
  const posts = [...history, measured].flatMap(campaign => campaign.posts).filter(post => post.hourUtc !== null)
  const hours = new Set(measured.posts.flatMap(post => post.hourUtc ?? []))
  return [...hours].map(hour => {
    const ratesWhere = (isOurs: boolean) =>
      posts.filter(post => (post.hourUtc === hour) === isOurs).map(post => rateOf([post]))
    return wordComparison(compareRates(ratesWhere(true), ratesWhere(false)), {
      subject: `hour:${String(hour).padStart(2, '0')}`,
      ours: `posts planned for ${String(hour).padStart(2, '0')}:00 UTC`,
      theirs: 'other hours',
      unit: 'post',
    })
  })
}

function aboutUnpublished({ publications }: FoundIn): Learning[] {
  const missing = publications.filter(publication => publication.status !== 'COMPLETED')
  if (missing.length === 0) return []
  const why = missing.map(
    ({ channel, status, error }) => `${channel} ${status}${error === undefined ? '' : ` (${error.code})`}`,
  )
  return [
    {
      subject: 'publication',
      finding: `${missing.length} of ${amount(publications.length, 'post')} did not appear, so nothing is learned about ${missing.length === 1 ? 'its channel' : 'their channels'} from this campaign.`,
      evidence: `${why.join('; ')}.`,
      confidence: 1,
    },
  ]
}

/** Engagements over impressions of all posts together; each has impressions. */
function rateOf(posts: readonly MeasuredPost[]): number {
  return engagementOf({ impressions: impressionsOf(posts), engagements: engagementsOf(posts) })?.rate ?? 0
}

function impressionsOf(posts: readonly MeasuredPost[]): number {
  return posts.reduce((sum, post) => sum + post.impressions, 0)
}

function engagementsOf(posts: readonly MeasuredPost[]): number {
  return posts.reduce((sum, post) => sum + post.engagements, 0)
}
