// Lets pages of the configured origins call over gRPC-Web and Connect, as they may call the HTTP API.
import { cors } from '@connectrpc/connect'
import type { GrpcHandler } from './create-grpc-handler.ts'

const ALLOWED_HEADERS = [...cors.allowedHeaders, 'Authorization', 'Idempotency-Key', 'Traceparent', 'X-Request-Id']
const EXPOSED_HEADERS = [
  ...cors.exposedHeaders,
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Idempotent-Replayed',
  'X-Request-Id',
  'X-Session-Drain',
  'Traceparent',
]

/** @param origins exact; none: nothing changes */
export function withCors(handler: GrpcHandler, origins: readonly string[]): GrpcHandler {
  return (request, response) => {
    const { origin } = request.headers
    if (origin === undefined || !origins.includes(origin)) return handler(request, response)
    response.setHeader('access-control-allow-origin', origin)
    response.setHeader('vary', 'Origin')
    response.setHeader('access-control-expose-headers', EXPOSED_HEADERS.join(', '))
    if (request.method !== 'OPTIONS') return handler(request, response)
    response.setHeader('access-control-allow-methods', cors.allowedMethods.join(', '))
    response.setHeader('access-control-allow-headers', ALLOWED_HEADERS.join(', '))
    response.setHeader('access-control-max-age', '600')
    response.writeHead(204)
    response.end()
  }
}
