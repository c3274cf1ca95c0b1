// Tracing of a process: ids follow the work in any case, spans are made where somebody collects them.

import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import type { Logger } from 'pino'
import { inTime } from '../in-time.ts'
import type { TracingSettings } from './tracing-settings.ts'

export interface Tracing {
  /** Sends what is pending, for two seconds at most. */
  stop(): Promise<void>
}

/** Who the spans are of. */
export interface TracedService {
  name: string
  version: string
  logger: Logger
}

const FLUSH_MS = 2000

/** The SDK is loaded where spans are collected, and nowhere else: it takes memory. */
export async function startTracing(settings: TracingSettings, service: TracedService): Promise<Tracing> {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager())
  const url = tracesUrl(settings)
  if (url === undefined) return { stop: async () => {} }
  const { openSpanExport } = await import('./open-span-export.ts')
  const provider = openSpanExport(url, settings, service)
  trace.setGlobalTracerProvider(provider)
  return { stop: () => inTime(provider.shutdown().catch(nothing), FLUSH_MS, nothing) }
}

/** Undefined: nobody collects spans. */
export function tracesUrl(settings: TracingSettings): string | undefined {
  if (settings.OTEL_SDK_DISABLED || settings.OTEL_TRACES_SAMPLER === 'always_off') return undefined
  if (settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined) return settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  return settings.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/*$/, '/v1/traces')
}

/** A collector that is away must not keep a process from ending; what was lost with it has been logged. */
const nothing = () => undefined
