// Whose work stands still although nothing holds it back.
import { defineJob } from '../define-job.ts'

export const findStuck = defineJob({ name: 'find-stuck', subject: 'watch', attempts: 1, timeoutMs: 60_000 })
