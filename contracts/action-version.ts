// What an action said at a time: its content as proposed, or as an edit left it.
import { z } from 'zod'
import { ActorShape, PreflightFinding } from './action.ts'
import { Sha256, Timestamp } from './primitives.ts'

export const ActionVersion = z.object({
  /** 1 is what was proposed; each edit makes one more. It is not the `version` of the action, which grows with every change. */
  version: z.int().min(1),
  /** Whether it is the one that stands. */
  current: z.boolean(),
  by: ActorShape,
  at: Timestamp,
  /** What the edit changed; empty in the first. */
  changed: z.array(z.string()),
  /** Null: it was replaced before its media were hashed. */
  digest: Sha256.nullable(),
  /** Whether the bytes behind every media address were hashed; null where the content was not kept. */
  media_ready: z.boolean().nullable(),
  media_sha256: z.array(Sha256).nullable(),
  /** Null, with `payload` and `preflight`: it was replaced before former contents were kept. */
  account: z.string().nullable(),
  payload: z.looseObject({ content_text: z.string() }).nullable(),
  preflight: z.array(PreflightFinding).nullable(),
})
export type ActionVersion = z.infer<typeof ActionVersion>
