// Visual: copy and cards, one piece a channel.
import { z } from 'zod'
import { Brief, Channel } from '../brief.ts'
import { ContentPiece } from '../content-piece.ts'
import { Uuid } from '../primitives.ts'
import { StrategyBrief } from '../strategy-brief.ts'

/** `POST /content` */
export const ContentRequest = z.object({
  campaign_id: Uuid,
  tenant_id: Uuid,
  brief: Brief,
  strategy_brief: StrategyBrief,
  channels: z.array(Channel).min(1),
})
export type ContentRequest = z.infer<typeof ContentRequest>

/** The pieces, bare or under `pieces`; inside they are always the bare list. */
export const ContentReply = z
  .union([z.array(ContentPiece), z.object({ pieces: z.array(ContentPiece) })])
  .transform(reply => (Array.isArray(reply) ? reply : reply.pieces))
export type ContentReply = z.infer<typeof ContentReply>
