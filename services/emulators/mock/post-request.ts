// The body of `POST /mock/posts`: what the MOCK platform is asked to publish.
import { z } from 'zod'
import { AccountName } from '#contracts/primitives.ts'

export const PostRequest = z.strictObject({
  /** What a later search finds it by; not a key: the same twice is published twice. */
  action_id: z.string().min(1).max(200),
  account: AccountName,
  text: z.string().min(1).max(10_000),
  media: z
    .array(z.strictObject({ url: z.string().min(1).max(4000), sha256: z.string().max(64) }))
    .max(20)
    .default([]),
  reply_to: z.string().min(1).max(200).optional(),
  budget_minor: z.int().min(0).optional(),
  /** How the platform is to behave, per request. */
  mock: z
    .strictObject({
      latency_ms: z.int().min(0).max(600_000).default(0),
      outcome: z.enum(['ok', 'reject', 'rate_limit', 'drop']).default('ok'),
    })
    .optional(),
})
export type PostRequest = z.infer<typeof PostRequest>
