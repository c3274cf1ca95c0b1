// One piece of content for one channel.
import { z } from 'zod'
import { Sha256, VendorText } from './primitives.ts'

export const Media = z.object({
  url: z.url().max(4000),
  sha256: Sha256,
  mime: z.string().min(3).max(100),
  width: z.int().positive(),
  height: z.int().positive(),
  alt: VendorText,
})
export type Media = z.infer<typeof Media>

export const ContentPiece = z.object({
  /** `PLATFORM:account`. */
  channel: z.string().min(1),
  text: VendorText.refine(value => value.trim() !== '', 'must not be empty'),
  media: z.array(Media),
})
export type ContentPiece = z.infer<typeof ContentPiece>
