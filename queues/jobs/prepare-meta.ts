// Fetches and hashes the media of an action for Facebook pages, Instagram and ad accounts; repeatable, nothing is sent.
import { defineJob } from '../define-job.ts'

export const prepareMeta = defineJob({
  name: 'prepare-meta',
  subject: 'action',
  attempts: 20,
  timeoutMs: 120_000,
})
