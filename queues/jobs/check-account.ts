// Asks the platform whether the credentials of an account are accepted.
import { defineJob } from '../define-job.ts'

export const checkAccount = defineJob({ name: 'check-account', subject: 'account', attempts: 1000, timeoutMs: 60_000 })
