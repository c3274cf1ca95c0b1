// What an API process measures of its requests.
import { Histogram, type Registry } from 'prom-client'

export interface RequestMetrics {
  observe(request: ObservedRequest): void
}

export interface ObservedRequest {
  method: string
  route: string
  status: number
  seconds: number
  /** Over which it came; a call over gRPC is a request, too. */
  transport: Transport
}

export type Transport = 'http' | 'grpc' | 'console'

export function createRequestMetrics(registry: Registry, appendRoute: string): RequestMetrics {
  const registers = [registry]
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route and status; calls over gRPC are among them',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
    registers,
  })
  const appends = new Histogram({
    name: 'mandate_append_duration_seconds',
    help: 'Pieces of audio that were taken, from the head of the request to the receipt',
    labelNames: ['transport'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 2.5, 5],
    registers,
  })
  return {
    observe({ method, route, status, seconds, transport }) {
      requests.observe({ method, route, status }, seconds)
      if (route === appendRoute && status < 300) appends.observe({ transport }, seconds)
    },
  }
}
