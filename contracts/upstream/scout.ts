// Scout: raw signals from feeds, news and search.
import { z } from 'zod'
import { Brief } from '../brief.ts'
import { Timestamp, Uuid, VendorText } from '../primitives.ts'

/** `POST /collect` */
export const CollectRequest = z.object({
  tenant_id: Uuid,
  /** What news and search are asked for; feeds are read whole. */
  query: z.string().max(500).optional(),
  brief: Brief.optional(),
  since: Timestamp.optional(),
  limit: z.int().min(1).max(1000).optional(),
})
export type CollectRequest = z.infer<typeof CollectRequest>

export const RawSignal = z.object({
  id: z.string().min(1).max(200),
  source: VendorText,
  title: VendorText,
  url: z.string().max(4000),
  summary: VendorText,
  published_at: Timestamp,
})
export type RawSignal = z.infer<typeof RawSignal>

export const CollectReply = z.object({
  signals: z.array(RawSignal),
  /** One line a source, so that a broken feed is seen and spoils nothing. */
  sources: z.array(
    z.object({ source: z.string(), ok: z.boolean(), signals: z.int().min(0), error: z.string().optional() }),
  ),
})
export type CollectReply = z.infer<typeof CollectReply>
