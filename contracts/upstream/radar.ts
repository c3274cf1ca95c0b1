// Radar: what is relevant now, and what is trending.
import { z } from 'zod'
import { Brief } from '../brief.ts'
import { Uuid } from '../primitives.ts'
import { Signal, Trend } from '../signal.ts'

/** `POST /scan` */
export const ScanRequest = z.object({ campaign_id: Uuid, tenant_id: Uuid, brief: Brief })
export type ScanRequest = z.infer<typeof ScanRequest>

export const ScanReply = z.object({ signals: z.array(Signal), trends: z.array(Trend) })
export type ScanReply = z.infer<typeof ScanReply>
