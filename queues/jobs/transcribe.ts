// Asks core what was said in a piece of audio.
import { defineJob } from '../define-job.ts'

export const transcribe = defineJob({ name: 'transcribe', subject: 'chunk', attempts: 1000, timeoutMs: 60_000 })
