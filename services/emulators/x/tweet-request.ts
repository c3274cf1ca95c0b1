// The body of `POST /2/tweets`, as X's OpenAPI document has it: an unknown key is refused.
import { z } from 'zod'

const Id = z.string().regex(/^[0-9]{1,19}$/)

export const TweetRequest = z.strictObject({
  text: z.string().default(''),
  reply: z
    .strictObject({
      in_reply_to_tweet_id: Id,
      exclude_reply_user_ids: z.array(z.string()).optional(),
      auto_populate_reply_metadata: z.boolean().optional(),
    })
    .optional(),
  media: z
    .strictObject({ media_ids: z.array(Id).min(1).max(4), tagged_user_ids: z.array(Id).max(10).optional() })
    .optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'subscribers', 'verified']).optional(),
  quote_tweet_id: Id.optional(),
  nullcast: z.boolean().optional(),
  made_with_ai: z.boolean().optional(),
  paid_partnership: z.boolean().optional(),
  share_with_followers: z.boolean().optional(),
})
export type TweetRequest = z.infer<typeof TweetRequest>
