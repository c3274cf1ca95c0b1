// What was seen outside: single signals, and the trends among them.
import { z } from 'zod'
import { Timestamp, VendorText } from './primitives.ts'

export const Signal = z.object({
  id: z.string().min(1).max(200),
  source: VendorText,
  title: VendorText,
  url: z.string().max(4000),
  summary: VendorText,
  published_at: Timestamp,
  /** 0 to 1: recency and relevance to the brief taken together. */
  score: z.number().min(0).max(1),
  /** -1 (bad) to 1 (good). */
  sentiment: z.number().min(-1).max(1),
})
export type Signal = z.infer<typeof Signal>

export const Trend = z.object({
  term: VendorText,
  mentions: z.int().min(0),
  /** Length of the window that was compared, in hours. */
  window_h: z.number().positive(),
  /** Mentions of the last window over those of the window before: 2 = doubled. */
  change: z.number(),
  signal_ids: z.array(z.string().min(1)),
})
export type Trend = z.infer<typeof Trend>
