// The media of an action as whoever approves them sees them: what was hashed, and a preview of exactly these bytes.
import { z } from 'zod'
import { Sha256 } from './primitives.ts'

export const ActionMedium = z.object({
  url: z.string(),
  alt: z.string().optional(),
  /** Null until it is hashed. */
  sha256: Sha256.nullable(),
  /**
   * `kept`: there is a picture of these bytes. `not_a_picture`: nothing to show. `none`: hashed before previews were kept, not
   * decodable, or its time is over. `unreachable`: the object store could not be asked. `not_hashed`: later perhaps.
   */
  preview: z.enum(['kept', 'not_a_picture', 'none', 'unreachable', 'not_hashed']),
  /** Presigned afresh at each look, for an hour; at most 1200 pixels a side, without metadata, of an animation its first frame. */
  preview_url: z.url().nullable(),
  /** Of the medium itself, by its first bytes; null where it is not known, here and below. */
  mime: z.string().nullable(),
  bytes: z.int().nullable(),
  width: z.int().optional(),
  height: z.int().optional(),
})
export type ActionMedium = z.infer<typeof ActionMedium>
