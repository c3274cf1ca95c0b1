// Asks ingest which templates a skeleton has.
import { defineJob } from '../define-job.ts'

export const discoverTemplates = defineJob({
  name: 'discover-templates',
  subject: 'setup',
  attempts: 4,
  timeoutMs: 90_000,
})
