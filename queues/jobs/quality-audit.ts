// The fourth stage: the quality audit, and our gate behind it.
import { defineJob } from '../define-job.ts'

export const qualityAudit = defineJob({
  name: 'quality-audit',
  subject: 'campaign',
  attempts: 'stage',
  timeoutMs: 120_000,
})
