// Sends one action to the MOCK platform, at most once.
import { defineJob } from '../define-job.ts'

export const executeMock = defineJob({ name: 'execute-mock', subject: 'action', attempts: 1000, timeoutMs: 120_000 })
