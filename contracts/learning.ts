// What was published, how it did, and what follows from it.
import { z } from 'zod'
import { ACTION_STATUSES } from '../domain/action/action-status.ts'
import { Uuid, VendorText } from './primitives.ts'

export const Publication = z.object({
  action_id: Uuid,
  /** `PLATFORM:account`. */
  channel: z.string(),
  status: z.enum(ACTION_STATUSES),
  platform_ref_id: z.string().optional(),
  permalink: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
})
export type Publication = z.infer<typeof Publication>

export const MetricValues = z.object({
  impressions: z.number().min(0).optional(),
  likes: z.number().min(0).optional(),
  comments: z.number().min(0).optional(),
  shares: z.number().min(0).optional(),
  clicks: z.number().min(0).optional(),
  spend_minor: z.number().min(0).optional(),
})
export type MetricValues = z.infer<typeof MetricValues>

export const Learning = z.object({
  subject: VendorText,
  finding: VendorText,
  evidence: VendorText,
  confidence: z.number().min(0).max(1),
})
export type Learning = z.infer<typeof Learning>
