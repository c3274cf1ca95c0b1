// What a worker measures of its calls to others: services that think, and platforms that publish.
import { Histogram, type Registry } from 'prom-client'

export interface CallMetrics {
  upstream(call: { upstream: string; outcome: string; seconds: number }): void
  platform(call: { platform: string; operation: string; outcome: string; seconds: number }): void
}

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

export function createCallMetrics(registry: Registry): CallMetrics {
  const registers = [registry]
  const upstreams = new Histogram({
    name: 'mandate_upstream_request_duration_seconds',
    help: 'Calls to upstream services, by what they ended as; calls that an open breaker held were not made and do not count',
    labelNames: ['upstream', 'outcome'],
    buckets: BUCKETS,
    registers,
  })
  const platforms = new Histogram({
    name: 'mandate_platform_request_duration_seconds',
    help: 'Operations on platforms, by what they ended as; one operation may be several requests',
    labelNames: ['platform', 'operation', 'outcome'],
    buckets: BUCKETS,
    registers,
  })
  return {
    upstream: ({ seconds, ...labels }) => upstreams.observe(labels, seconds),
    platform: ({ seconds, ...labels }) => platforms.observe(labels, seconds),
  }
}
