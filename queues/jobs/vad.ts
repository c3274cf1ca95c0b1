// Tells speech from silence in a piece of audio.
import { defineJob } from '../define-job.ts'

export const vad = defineJob({ name: 'vad', subject: 'chunk', attempts: 1000, timeoutMs: 60_000 })
