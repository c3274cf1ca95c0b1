// Deletes what the session's documents have no use for.
import { defineJob } from '../define-job.ts'

export const collectOrphans = defineJob({
  name: 'collect-orphans',
  subject: 'session',
  attempts: 1000,
  timeoutMs: 300_000,
})
