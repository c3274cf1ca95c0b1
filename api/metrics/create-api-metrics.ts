// Everything that an API process counts of itself, and what it tells of the whole system.
import type { Registry } from 'prom-client'
import { createPostgresMetrics, type PostgresObserver } from '#queues/metrics/postgres-metrics.ts'
import { appendChunk } from '../routes/session/append.ts'
import { createRequestMetrics, type RequestMetrics } from './request-metrics.ts'
import { createSystemGauges, type SystemGauges, type SystemSources } from './system-gauges.ts'

export interface ApiMetrics {
  requests: RequestMetrics
  postgres: PostgresObserver
  /** Reads are of those that are there by then: told once, before the first scrape. */
  system(sources: SystemSources): SystemGauges
}

export function createApiMetrics(registry: Registry): ApiMetrics {
  return {
    requests: createRequestMetrics(registry, appendChunk.path),
    postgres: createPostgresMetrics(registry),
    system: sources => createSystemGauges(registry, sources),
  }
}
