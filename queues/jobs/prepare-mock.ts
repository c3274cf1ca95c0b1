// Fetches and hashes the media of a MOCK action; repeatable, nothing is sent.
import { defineJob } from '../define-job.ts'

export const prepareMock = defineJob({ name: 'prepare-mock', subject: 'action', attempts: 20, timeoutMs: 120_000 })
