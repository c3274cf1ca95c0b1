// The shapes in which a model answers in the debate; plain enough for strict structured output.
import { z } from 'zod'
import { DEBATE_ROLES } from '#contracts/strategy-brief.ts'

export const PositionAnswer = z.object({
  stance: z.string().min(1),
  argument: z.string().min(1),
  signal_ids: z.array(z.string()),
  objections: z.array(z.string()),
})
export type PositionAnswer = z.infer<typeof PositionAnswer>

export const VerdictAnswer = z.object({
  decision: z.string().min(1),
  reason: z.string().min(1),
  overruled: z.array(z.enum(DEBATE_ROLES)),
  audience: z.string().min(1),
  message: z.string().min(1),
  hooks: z.array(z.object({ style: z.string().min(1).max(50), text: z.string().min(1) })).min(1),
  channels: z
    .array(z.object({ channel: z.string(), angle: z.string().min(1), weight: z.number().min(0).max(1) }))
    .min(1),
  spend_minor: z.int().min(0),
})
export type VerdictAnswer = z.infer<typeof VerdictAnswer>
