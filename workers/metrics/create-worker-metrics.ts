// Everything that a worker process counts of itself.
import type { Registry } from 'prom-client'
import { createPostgresMetrics, type PostgresObserver } from '#queues/metrics/postgres-metrics.ts'
import { createStepMetrics, type StepMetrics } from '../runtime/step-metrics.ts'
import { createWebhookMetrics, type WebhookMetrics } from '../webhook/webhook-metrics.ts'
import { type CallMetrics, createCallMetrics } from './call-metrics.ts'
import { createSweepMetrics, type SweepMetrics } from './sweep-metrics.ts'

export interface WorkerMetrics {
  steps: StepMetrics
  sweeps: SweepMetrics
  calls: CallMetrics
  webhooks: WebhookMetrics
  postgres: PostgresObserver
}

export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  return {
    steps: createStepMetrics(registry),
    sweeps: createSweepMetrics(registry),
    calls: createCallMetrics(registry),
    webhooks: createWebhookMetrics(registry),
    postgres: createPostgresMetrics(registry),
  }
}
