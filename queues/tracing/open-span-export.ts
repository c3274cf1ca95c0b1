// OpenTelemetry's SDK with an OTLP exporter: batches from a bounded queue, so that a collector that is away costs spans and nothing else.
import { randomUUID } from 'node:crypto'
import { context, DiagLogLevel, diag, ROOT_CONTEXT } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { Logger } from 'pino'
import type { TracedService } from './start-tracing.ts'
import type { TracingSettings } from './tracing-settings.ts'

/** @param url of the collector, whole */
export function openSpanExport(url: string, settings: TracingSettings, service: TracedService): TracerProvider {
  const exporter = new OTLPTraceExporter({
    url,
    headers: settings.OTEL_EXPORTER_OTLP_HEADERS,
    timeoutMillis: settings.OTEL_EXPORTER_OTLP_TIMEOUT,
  })
  const queue = settings.OTEL_BSP_MAX_QUEUE_SIZE
  return new TracerProvider({
    resource: resourceFromAttributes({
      'service.instance.id': randomUUID(),
      'service.version': service.version,
      'process.pid': process.pid,
      ...settings.OTEL_RESOURCE_ATTRIBUTES,
      'service.name': settings.OTEL_SERVICE_NAME ?? settings.OTEL_RESOURCE_ATTRIBUTES['service.name'] ?? service.name,
    }),
    sampler: samplerOf(settings),
    spanLimits: { attributeValueLengthLimit: 1000 },
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: tellingOfLosses(exporter, service.logger),
        scheduledDelayMillis: settings.OTEL_BSP_SCHEDULE_DELAY,
        maxQueueSize: queue,
        maxExportBatchSize: Math.min(512, queue),
      }),
    ],
  })
}

function samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: ratio }: TracingSettings): Sampler {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler()
    case 'always_off':
      return new AlwaysOffSampler()
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(ratio)
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() })
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() })
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) })
    default:
      return name satisfies never
  }
}

const TOLD_EVERY_MS = 60_000

/** One line a minute, however many batches are lost; it is nobody's request that it belongs to. */
function tellingOfLosses(exporter: SpanExporter, logger: Logger): SpanExporter {
  let lost = 0
  let toldAtMs = Number.NEGATIVE_INFINITY
  const tell = (more: { err?: Error; why?: string }) => {
    if (performance.now() - toldAtMs < TOLD_EVERY_MS) return
    toldAtMs = performance.now()
    context.with(ROOT_CONTEXT, () => logger.warn({ event: 'spans.lost', spans: lost, ...more }))
    lost = 0
  }
  // All that the SDK says of a queue that was full.
  const quiet = () => {}
  diag.setLogger(
    { error: quiet, warn: why => tell({ why }), info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
  return {
    export: (spans, done) =>
      exporter.export(spans, result => {
        if (result.error !== undefined) {
          lost += spans.length
          tell({ err: result.error })
        }
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
    ...(exporter.forceFlush === undefined ? {} : { forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve() }),
  }
}
