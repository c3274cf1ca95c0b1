// One of each queue: goes through it and does nothing.
import type { CanaryStep } from '#domain/step.ts'
import { defineJob } from '../define-job.ts'

export const canary = <const N extends CanaryStep>(name: N) =>
  defineJob({ name, subject: 'watch', attempts: 1, timeoutMs: 10_000 })
