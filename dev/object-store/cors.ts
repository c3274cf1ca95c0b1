// The place where browsers of the configured origins are let in; the rules are the same for every bucket.

import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

const METHODS = 'GET, HEAD, PUT, POST, DELETE'
const EXPOSED =
  'ETag, Content-Range, Accept-Ranges, x-amz-request-id, x-amz-version-id, x-amz-object-lock-mode, x-amz-object-lock-retain-until-date, x-amz-checksum-sha256, x-amz-checksum-crc32'

/** The headers to put on any answer to this request, an error too. */
export function corsHeaders(request: S3Request, origins: readonly string[]): Record<string, string> {
  const origin = request.header('origin')
  if (origin === undefined || !allows(origins, origin)) return {}
  return { 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': EXPOSED, Vary: 'Origin' }
}

/** The answer to an OPTIONS request. Throws AccessForbidden for a foreign origin. */
export function preflightHeaders(request: S3Request, origins: readonly string[]): Record<string, string> {
  const origin = request.header('origin')
  const method = request.header('access-control-request-method')
  if (origin === undefined || method === undefined) {
    throw new S3Error('InvalidRequest', 'Insufficient information. Origin request header needed.')
  }
  if (!allows(origins, origin) || !METHODS.split(', ').includes(method)) throw new S3Error('AccessForbidden')
  const wanted = request.header('access-control-request-headers')
  return {
    ...(wanted !== undefined && { 'Access-Control-Allow-Headers': wanted }),
    'Access-Control-Allow-Methods': METHODS,
    'Access-Control-Max-Age': '3000',
    Vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  }
}

const allows = (origins: readonly string[], origin: string) => origins.includes('*') || origins.includes(origin)
