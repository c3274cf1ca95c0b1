// What a person said of an unknown outcome: the platform is asked once more before it counts.
import { defineJob } from '../define-job.ts'

export const resolve = defineJob({ name: 'resolve', subject: 'action', attempts: 100_000, timeoutMs: 60_000 })
