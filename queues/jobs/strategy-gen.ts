// The second stage: the analyst's strategy, by debate.
import { defineJob } from '../define-job.ts'

export const strategyGen = defineJob({
  name: 'strategy-gen',
  subject: 'campaign',
  attempts: 'stage',
  timeoutMs: 180_000,
})
