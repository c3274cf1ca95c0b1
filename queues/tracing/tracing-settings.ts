// Where spans go and which are kept, in OpenTelemetry's own names. What is absent here (certificates, compression) the exporter
// reads itself. https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
import { z } from 'zod'
import { Flag, whole } from '../parse-settings.ts'

const Endpoint = z.url({ protocol: /^https?$/ })

/** `name=value` pairs, percent-encoded, comma separated. */
const Pairs = z.string().transform((list, context) => {
  try {
    return Object.fromEntries(
      list
        .split(',')
        .filter(pair => pair.trim() !== '')
        .map(pair => {
          const at = pair.indexOf('=')
          if (at < 1) throw new TypeError('no name')
          return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())]
        }),
    )
  } catch {
    context.addIssue({ code: 'custom', message: 'must be name=value pairs, percent-encoded and comma separated' })
    return z.NEVER
  }
})

export const SAMPLERS = [
  ...(['always_on', 'always_off', 'traceidratio'] as const),
  ...(['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'] as const),
] as const

export const TRACING_SETTINGS = {
  /** Of a collector; spans go to /v1/traces under it. Absent, like the next one: no spans are made. */
  OTEL_EXPORTER_OTLP_ENDPOINT: Endpoint.optional(),
  /** Taken as it is. */
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: Endpoint.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('http/protobuf').default('http/protobuf'),
  OTEL_EXPORTER_OTLP_HEADERS: Pairs.default({}),
  OTEL_EXPORTER_OTLP_TIMEOUT: whole(1, 600_000).default(10_000),
  OTEL_SDK_DISABLED: Flag.default(false),
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_RESOURCE_ATTRIBUTES: Pairs.default({}),
  OTEL_TRACES_SAMPLER: z.enum(SAMPLERS).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  OTEL_BSP_SCHEDULE_DELAY: whole(1, 600_000).default(5000),
  OTEL_BSP_MAX_QUEUE_SIZE: whole(1, 1_000_000).default(2048),
}
export type TracingSettings = z.output<z.ZodObject<typeof TRACING_SETTINGS>>
