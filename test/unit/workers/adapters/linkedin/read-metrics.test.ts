import { expect, it } from 'vitest'
import { fromShareStatistics, fromSocialActions } from '#workers/adapters/linkedin/read-metrics.ts'

/** As LinkedIn's documents show them. */
const STATISTICS = {
  paging: { start: 0, count: 10, links: [] },
  elements: [
    {
      organizationalEntity: 'urn:li:organization:2414183',
      share: 'urn:li:share:7141138937766391808',
      totalShareStatistics: {
        uniqueImpressionsCount: 9327,
        shareCount: 3,
        engagement: 0.0754,
        clickCount: 707,
        likeCount: -1,
        impressionCount: 9461,
        commentCount: 12,
      },
    },
  ],
}

it('an organization’s figures come under our names, none below nothing, beside what they were read from', () => {
  expect(fromShareStatistics(STATISTICS)).toEqual({
    values: { impressions: 9461, clicks: 707, likes: 0, comments: 12, shares: 3 },
    raw: STATISTICS,
  })
})

it('a post without figures yet has none, and not zeros', () => {
  const { values } = fromShareStatistics({ elements: [] })
  expect(Object.values(values).filter(value => value !== undefined)).toEqual([])
})

it('a member’s likes and comments are counted with the answers to comments', () => {
  const raw = {
    likesSummary: { aggregatedTotalLikes: 7, totalLikes: 5, likedByCurrentUser: false, selectedLikes: [] },
    commentsSummary: { aggregatedTotalComments: 4, totalFirstLevelComments: 2, selectedComments: [] },
  }
  expect(fromSocialActions(raw)).toEqual({ values: { likes: 7, comments: 4 }, raw })
})

it('another shape is an error', () => {
  expect(() => fromShareStatistics({ message: 'moved' })).toThrow()
})
