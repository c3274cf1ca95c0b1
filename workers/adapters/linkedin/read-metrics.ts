// LinkedIn's figures of a post → ours. Pure.
import { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Metrics } from '#domain/ports/platform.ts'

/** A like that is taken back can make a count negative, says LinkedIn; nothing is liked less than never. */
const Count = z.number().transform(count => Math.max(0, Math.trunc(count)))

const ShareStatistics = z.object({
  elements: z.array(
    z.object({
      totalShareStatistics: z.object({
        impressionCount: Count.optional(),
        clickCount: Count.optional(),
        likeCount: Count.optional(),
        commentCount: Count.optional(),
        shareCount: Count.optional(),
      }),
    }),
  ),
})

const SocialActions = z.object({
  likesSummary: z.object({ aggregatedTotalLikes: Count.optional(), totalLikes: Count.optional() }).optional(),
  commentsSummary: z
    .object({ aggregatedTotalComments: Count.optional(), totalFirstLevelComments: Count.optional() })
    .optional(),
})

/** Of an organization's post; without figures yet, none are named. @throws when it is another shape */
export function fromShareStatistics(raw: JsonObject): Metrics {
  const figures = ShareStatistics.parse(raw).elements[0]?.totalShareStatistics
  return {
    values: {
      impressions: figures?.impressionCount,
      clicks: figures?.clickCount,
      likes: figures?.likeCount,
      comments: figures?.commentCount,
      shares: figures?.shareCount,
    },
    raw,
  }
}

/** Of a member's post: likes and comments are all that is told. @throws when it is another shape */
export function fromSocialActions(raw: JsonObject): Metrics {
  const { likesSummary, commentsSummary } = SocialActions.parse(raw)
  return {
    values: {
      likes: likesSummary?.aggregatedTotalLikes ?? likesSummary?.totalLikes,
      comments: commentsSummary?.aggregatedTotalComments ?? commentsSummary?.totalFirstLevelComments,
    },
    raw,
  }
}
