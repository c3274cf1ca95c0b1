// What the quality audit found (seeds 003 and 004: QualityReport, QualityCheck).
import { z } from 'zod'
import { QUALITY_VERDICTS, SEVERITIES } from '../domain/quality-verdict.ts'
import { VendorText } from './primitives.ts'

export const QualityCheck = z.object({
  name: z.string().min(1).max(200),
  severity: z.enum(SEVERITIES),
  passed: z.boolean(),
  message: VendorText,
})
export type QualityCheck = z.infer<typeof QualityCheck>

export const QualityReport = z.object({
  verdict: z.enum(QUALITY_VERDICTS),
  /** 0 to 100. */
  score: z.number().min(0).max(100),
  checks: z.array(QualityCheck),
  rules_version: z.string().min(1),
})
export type QualityReport = z.infer<typeof QualityReport>
