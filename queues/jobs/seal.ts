// Has guard sign what the session was.
import { defineJob } from '../define-job.ts'

export const seal = defineJob({ name: 'seal', subject: 'session', attempts: 1000, timeoutMs: 60_000 })
