// API and worker whose log lines are kept and whose spans are collected, among services that answer as they are told.
import { context, trace } from '@opentelemetry/api'
import { Registry } from 'prom-client'
import { inject } from 'vitest'
import { createLogger } from '#queues/logging/create-logger.ts'
import { startTracing } from '#queues/tracing/start-tracing.ts'
import { workerConfig } from '#workers/config.ts'
import { createWorker } from '#workers/create-worker.ts'
import { openTestApi, type TestApi } from './open-test-api.ts'
import { type SpanCollector, startSpanCollector } from './span-collector.ts'

export interface ObservedRig {
  api: TestApi
  /** Lines of API and worker at level debug, as they are written. */
  lines: string[]
  collector: SpanCollector
  /** Settings of the worker, secrets among them. */
  settings: Record<string, string>
  /** Sends what spans are pending. */
  stop(): Promise<void>
}

/** @param env of API and worker; @param credentials where `env:` credentials of accounts lie */
export async function openObservedRig(
  env: Record<string, string>,
  credentials: NodeJS.ProcessEnv = {},
): Promise<ObservedRig> {
  const backing = inject('backing')
  const s3 = Object.fromEntries(Object.entries(backing).filter(([name]) => name.startsWith('S3_')))
  const lines: string[] = []
  const loggerOf = (process: 'api' | 'worker') =>
    createLogger({ process, level: 'debug', into: { write: (line: string) => void lines.push(line) } })
  const collector = await startSpanCollector()
  const telemetry = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '100' }
  const api = await openTestApi({ ...s3, ...telemetry, ...env }, loggerOf('api'))
  const settings = {
    ...s3,
    ...{ DATABASE_URL: api.database.url, REDIS_URL: backing.REDIS_URL ?? '', REDIS_PREFIX: api.prefix },
    ...{ ACCOUNTS_ON_FIRST_USE: '1', METRICS_PORT: '0', BREAKER_FAILURES: '10000' },
    ...api.upstreams.env,
    ...telemetry,
    ...env,
  }
  const config = workerConfig(settings)
  const logger = loggerOf('worker')
  const tracing = await startTracing(config, { name: 'mandate-test', version: 'test', logger })
  const worker = await createWorker(config, logger, new Registry(), credentials)
  return {
    ...{ api, lines, collector, settings },
    async stop() {
      await worker.stop(2000)
      await api.close()
      await tracing.stop()
      await collector.close()
      trace.disable()
      context.disable()
    },
  }
}
