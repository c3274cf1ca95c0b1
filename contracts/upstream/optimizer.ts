// Optimizer: learns from metrics, advises the next strategy.
import { z } from 'zod'
import { Channel } from '../brief.ts'
import { Learning, MetricValues, Publication } from '../learning.ts'
import { Uuid } from '../primitives.ts'
import { StrategyBrief } from '../strategy-brief.ts'

/** `POST /learn` */
export const LearnRequest = z.object({
  campaign_id: Uuid,
  tenant_id: Uuid,
  execution_id: Uuid,
  strategy_brief: StrategyBrief,
  publications: z.array(Publication),
  metrics: z.array(z.object({ action_id: Uuid, values: MetricValues })),
})
export type LearnRequest = z.infer<typeof LearnRequest>

/** The learnings, bare or under `learnings`; inside they are always the bare list. */
export const LearnReply = z
  .union([z.array(Learning), z.object({ learnings: z.array(Learning) })])
  .transform(reply => (Array.isArray(reply) ? reply : reply.learnings))
export type LearnReply = z.infer<typeof LearnReply>

/** `POST /advice` */
export const AdviceRequest = z.object({
  tenant_id: Uuid,
  /** Makes the choice repeatable: the same campaign is always advised the same. */
  campaign_id: Uuid,
  channels: z.array(Channel).min(1),
})
export type AdviceRequest = z.infer<typeof AdviceRequest>

export const Advice = z.object({
  /** The hook style to open with. */
  hook_style: z.string().min(1).max(50),
  /** UTC hour of day. */
  hour_utc: z.int().min(0).max(23),
  channels: z.array(
    z.object({ channel: z.string(), weight: z.number().min(0).max(1), hour_utc: z.int().min(0).max(23).optional() }),
  ),
  /** Rewarded campaigns this rests on. */
  observations: z.int().min(0),
})
export type Advice = z.infer<typeof Advice>
