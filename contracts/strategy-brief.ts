// The strategy of a campaign, with the debate it came from (seed 002: CMO, CFO, CEO).
import { z } from 'zod'
import { VendorText } from './primitives.ts'

/** What made an answer, and what it cost. */
export const Usage = z.object({
  model: z.string().optional(),
  input_tokens: z.int().min(0).optional(),
  output_tokens: z.int().min(0).optional(),
  cost_minor: z.number().min(0).optional(),
  currency: z.string().optional(),
  duration_ms: z.number().min(0).optional(),
})
export type Usage = z.infer<typeof Usage>

export const Hook = z.object({
  /** The kind of opening, e.g. question, number, story: what the optimizer learns about. */
  style: z.string().min(1).max(50),
  text: VendorText,
})
export type Hook = z.infer<typeof Hook>

export const DEBATE_ROLES = ['CMO', 'CFO', 'CEO'] as const

export const DebatePosition = z.object({
  role: z.enum(DEBATE_ROLES),
  stance: VendorText,
  argument: VendorText,
  signal_ids: z.array(z.string()),
  objections: z.array(VendorText),
})
export type DebatePosition = z.infer<typeof DebatePosition>

export const Debate = z.object({
  positions: z.array(DebatePosition).min(1),
  verdict: z.object({
    decision: VendorText,
    reason: VendorText,
    /** The roles whose objections did not carry. */
    overruled: z.array(z.enum(DEBATE_ROLES)),
  }),
})
export type Debate = z.infer<typeof Debate>

export const StrategyBrief = z.object({
  objective: VendorText,
  audience: VendorText,
  message: VendorText,
  hooks: z.array(Hook).min(1),
  channels: z
    .array(
      z.object({
        /** `PLATFORM:account`. */
        channel: z.string().min(1),
        angle: VendorText,
        budget_minor: z.int().min(0).optional(),
        /** UTC hour of day that was advised, where one was. */
        hour_utc: z.int().min(0).max(23).optional(),
      }),
    )
    .min(1),
  debate: Debate,
  constraints: z.array(VendorText),
  guardrails: z.array(VendorText),
  /** The hash of the policies in force at Enterprise when this was decided. */
  governance_hash: z.string().min(1).max(200),
  /** Which engine made it: `rules@VERSION` or the model's name. */
  engine: z.string().min(1),
  usage: Usage,
})
export type StrategyBrief = z.infer<typeof StrategyBrief>
