// Analyst: strategies by debate, and the quality audit.
import { z } from 'zod'
import { Brief, Channel } from '../brief.ts'
import { ContentPiece } from '../content-piece.ts'
import { Uuid } from '../primitives.ts'
import { QualityReport } from '../quality-report.ts'
import { Signal, Trend } from '../signal.ts'
import { StrategyBrief } from '../strategy-brief.ts'
import { Advice } from './optimizer.ts'

/** `POST /strategies` */
export const StrategyRequest = z.object({
  campaign_id: Uuid,
  tenant_id: Uuid,
  brief: Brief,
  channels: z.array(Channel).min(1),
  signals: z.array(Signal),
  trends: z.array(Trend),
  /** null: there is none; absent: the analyst asks the optimizer itself. */
  advice: Advice.nullable().optional(),
})
export type StrategyRequest = z.infer<typeof StrategyRequest>
export const StrategyReply = StrategyBrief
export type StrategyReply = z.infer<typeof StrategyReply>

/** `POST /audits` */
export const AuditRequest = z.object({
  campaign_id: Uuid,
  tenant_id: Uuid,
  brief: Brief,
  content: z.array(ContentPiece),
  strategy_brief: StrategyBrief,
})
export type AuditRequest = z.infer<typeof AuditRequest>
export const AuditReply = QualityReport
export type AuditReply = z.infer<typeof AuditReply>
