// The shapes that X answers reads and preparations with: the names of its prose documents and those of its OpenAPI document.
import { z } from 'zod'

export const PostId = z.string().regex(/^[0-9]{1,19}$/)

const Urls = z.object({
  urls: z
    .array(
      z.object({
        url: z.string().nullish(),
        expanded_url: z.string().nullish(),
        media_key: z.string().nullish(),
      }),
    )
    .nullish(),
})

const Note = z.object({ text: z.string(), entities: Urls.nullish() })

export const Tweet = z.object({
  id: PostId,
  text: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  conversation_id: PostId.nullish(),
  entities: Urls.nullish(),
  attachments: z.object({ media_keys: z.array(z.string()).nullish() }).nullish(),
  note_tweet: Note.nullish(),
  note_post: Note.nullish(),
})
export type Tweet = z.infer<typeof Tweet>

/** Those alone that both of X's descriptions name; `note_tweet` is `note_post` in the other one. */
export const TWEET_FIELDS = 'attachments,conversation_id,created_at,entities,note_tweet,text'

export const TimelinePage = z.object({
  data: z.array(Tweet).default([]),
  meta: z.object({ next_token: z.string().min(1).nullish() }).default({}),
  /** A 200 may be a partial one. */
  errors: z.array(z.unknown()).default([]),
})
export type TimelinePage = z.infer<typeof TimelinePage>

export const Me = z.object({ data: z.object({ id: PostId }) })

const Count = z.number().min(0)
export const Measured = z.object({
  data: z.object({
    id: PostId,
    public_metrics: z.object({
      impression_count: Count.optional(),
      like_count: Count.optional(),
      reply_count: Count.optional(),
      quote_count: Count.optional(),
      retweet_count: Count.optional(),
      repost_count: Count.optional(),
    }),
  }),
})
export type Measured = z.infer<typeof Measured>

export const Uploaded = z.object({
  data: z.object({
    id: PostId,
    media_key: z.string().optional(),
    expires_after_secs: z.number().positive().optional(),
    processing_info: z
      .object({
        state: z.string(),
        check_after_secs: z.number().min(0).optional(),
        error: z.object({ name: z.string().optional(), message: z.string().optional() }).optional(),
      })
      .optional(),
  }),
})
export type Uploaded = z.infer<typeof Uploaded>['data']
