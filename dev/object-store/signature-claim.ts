// The place where the parts of a signature are read from the header or the query, and held to date, region and expiry.

import { S3Error, type S3ErrorCode } from './s3-error.ts'
import { parameterIgnoringCase, type S3Request } from './s3-request.ts'

export interface Claim {
  presigned: boolean
  accessKeyId: string
  longDate: string
  signedAt: Date
  scope: string
  signedHeaders: Set<string>
  signature: string
  payloadHash: string
}

export const MAX_SKEW_MS = 15 * 60_000
const MAX_EXPIRES_S = 7 * 24 * 3600

export function parseHeaderClaim(request: S3Request, header: string, region: string, nowMs: number): Claim {
  if (!header.startsWith('AWS4-HMAC-SHA256')) {
    throw new S3Error(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    )
  }
  const wrong = 'AuthorizationHeaderMalformed'
  const parts = new Map(header.slice('AWS4-HMAC-SHA256'.length).split(',').map(splitPair))
  const longDate = request.header('x-amz-date') ?? ''
  const signedAt = parseDate(longDate)
  if (signedAt === undefined) {
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header')
  }
  if (Math.abs(nowMs - signedAt.getTime()) > MAX_SKEW_MS) {
    throw new S3Error('RequestTimeTooSkewed', undefined, {
      RequestTime: longDate,
      ServerTime: new Date(nowMs).toISOString(),
      MaxAllowedSkewMilliseconds: String(MAX_SKEW_MS),
    })
  }
  const payloadHash = request.header('x-amz-content-sha256')
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256')
  }
  return {
    presigned: false,
    ...parseCredential(parts.get('Credential'), longDate, region, wrong),
    longDate,
    signedAt,
    signedHeaders: parseSignedHeaders(parts.get('SignedHeaders'), wrong),
    signature: required(parts.get('Signature'), 'Signature', wrong),
    payloadHash,
  }
}

export function parsePresignedClaim(request: S3Request, region: string, nowMs: number): Claim {
  const wrong = 'AuthorizationQueryParametersError'
  const read = (name: string) => parameterIgnoringCase(request.parameters, name)
  if (read('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new S3Error(wrong, 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"')
  }
  const longDate = read('x-amz-date') ?? ''
  const signedAt = parseDate(longDate)
  if (signedAt === undefined)
    throw new S3Error(wrong, "X-Amz-Date must be in the ISO8601 format \"yyyyMMdd'T'HHmmss'Z'\"")
  const expires = read('x-amz-expires') ?? ''
  if (!/^\d{1,9}$/.test(expires)) throw new S3Error(wrong, 'X-Amz-Expires should be a number')
  const expiresS = Number(expires)
  if (expiresS > MAX_EXPIRES_S) {
    throw new S3Error(
      wrong,
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    )
  }
  if (signedAt.getTime() - nowMs > MAX_SKEW_MS) throw new S3Error('AccessDenied', 'Request is not yet valid')
  if (nowMs >= signedAt.getTime() + expiresS * 1000) {
    throw new S3Error('AccessDenied', 'Request has expired', {
      'X-Amz-Expires': expires,
      Expires: new Date(signedAt.getTime() + expiresS * 1000).toISOString(),
      ServerTime: new Date(nowMs).toISOString(),
    })
  }
  return {
    presigned: true,
    ...parseCredential(read('x-amz-credential'), longDate, region, wrong),
    longDate,
    signedAt,
    signedHeaders: parseSignedHeaders(read('x-amz-signedheaders'), wrong),
    signature: required(read('x-amz-signature'), 'X-Amz-Signature', wrong),
    payloadHash: request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
  }
}

function splitPair(part: string): [string, string] {
  const mark = part.indexOf('=')
  return [part.slice(0, mark).trim(), part.slice(mark + 1).trim()]
}

/** `20260131T235959Z` as a date; `undefined` when it is not one. */
function parseDate(longDate: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(longDate)
  if (match === null) return undefined
  const date = new Date(`${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function parseCredential(text: string | undefined, longDate: string, region: string, wrong: S3ErrorCode) {
  const fields = required(text, 'Credential', wrong).split('/')
  const [date, signedRegion, service, end] = fields.slice(-4)
  const accessKeyId = fields.slice(0, -4).join('/')
  if (accessKeyId === '' || service !== 's3' || end !== 'aws4_request') {
    throw new S3Error(wrong, 'The Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request".')
  }
  if (signedRegion !== region) {
    throw new S3Error(
      wrong,
      `The authorization is malformed; the region '${signedRegion}' is wrong; expecting '${region}'`,
      {
        Region: region,
      },
    )
  }
  if (date !== longDate.slice(0, 8)) {
    throw new S3Error(wrong, `Invalid credential date "${date}". This date is not the same as X-Amz-Date.`)
  }
  return { accessKeyId, scope: `${date}/${signedRegion}/${service}/${end}` }
}

function parseSignedHeaders(text: string | undefined, wrong: S3ErrorCode): Set<string> {
  return new Set(required(text, 'SignedHeaders', wrong).toLowerCase().split(';'))
}

function required(value: string | undefined, name: string, wrong: S3ErrorCode): string {
  if (value === undefined || value === '') throw new S3Error(wrong, `The request is missing ${name}.`)
  return value
}
