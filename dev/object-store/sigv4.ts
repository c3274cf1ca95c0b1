// The place where a request proves who signed it: AWS Signature Version 4 in the header or in a presigned query.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html

import { hash, timingSafeEqual } from 'node:crypto'
import { escapeUri } from '@smithy/core/protocols'
import { getCanonicalHeaders, getCanonicalQuery } from '@smithy/signature-v4'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'
import { type Claim, parseHeaderClaim, parsePresignedClaim } from './signature-claim.ts'
import { signingKey } from './signing-key.ts'

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  region: string
}

export interface Authenticated {
  presigned: boolean
  /** `x-amz-content-sha256`: a hash in hex, `UNSIGNED-PAYLOAD` or one of the `STREAMING-…` words. */
  payloadHash: string
  /** What the chunks of a streamed body are chained to. */
  seed: Seed
}

export interface Seed {
  signature: string
  longDate: string
  scope: string
  sign(stringToSign: string): string | Promise<string>
}

/** @returns says who signed, or throws the S3 error that names what is wrong with the signature */
export function createAuthenticate(credentials: Credentials): (request: S3Request, nowMs: number) => Authenticated {
  const signWith = signingKey(credentials.secretAccessKey, credentials.region)
  return (request, nowMs) => authenticate(request, credentials, nowMs, signWith)
}

function authenticate(
  request: S3Request,
  credentials: Credentials,
  nowMs: number,
  signWith: ReturnType<typeof signingKey>,
): Authenticated {
  const claim = readClaim(request, credentials.region, nowMs)
  if (!equal(claim.accessKeyId, credentials.accessKeyId)) throw new S3Error('InvalidAccessKeyId')
  refuseUnsignedHeaders(request, claim)
  const sign = (text: string) => signWith(claim.longDate.slice(0, 8), text)
  const canonical = canonicalRequest(request, claim)
  const stringToSign = ['AWS4-HMAC-SHA256', claim.longDate, claim.scope, sha256Hex(canonical)].join('\n')
  const signature = sign(stringToSign)
  if (!equal(signature, claim.signature)) {
    throw new S3Error('SignatureDoesNotMatch', undefined, { StringToSign: stringToSign, CanonicalRequest: canonical })
  }
  const seed = { signature, longDate: claim.longDate, scope: claim.scope, sign }
  return { presigned: claim.presigned, payloadHash: claim.payloadHash, seed }
}

export const sha256Hex = (data: string | Uint8Array) => hash('sha256', data)

/** Compares in a time that does not depend on where two strings differ. */
export function equal(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length === other.length && timingSafeEqual(one, other)
}

function readClaim(request: S3Request, region: string, nowMs: number): Claim {
  const header = request.headers.authorization
  const presigned = [...request.parameters.keys()].some(name => name.toLowerCase() === 'x-amz-signature')
  if (header !== undefined && presigned) {
    throw new S3Error('InvalidArgument', 'Only one auth mechanism allowed; use the header or the query, not both')
  }
  if (header !== undefined) return parseHeaderClaim(request, header, region, nowMs)
  if (presigned) return parsePresignedClaim(request, region, nowMs)
  throw new S3Error('AccessDenied')
}

/** What a signature does not cover, somebody on the way could have added. */
function refuseUnsignedHeaders(request: S3Request, claim: Claim): void {
  const unsigned = Object.keys(request.headers).filter(
    name => (name === 'host' || name.startsWith('x-amz-')) && !claim.signedHeaders.has(name),
  )
  if (unsigned.length === 0) return
  throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
    HeadersNotSigned: unsigned.join(', '),
  })
}

function canonicalRequest(request: S3Request, claim: Claim): string {
  const headers: Record<string, string> = {}
  for (const name of claim.signedHeaders) headers[name] = String(request.headers[name] ?? '')
  const canonical = getCanonicalHeaders({ ...SHAPE, headers }, undefined, claim.signedHeaders)
  const names = Object.keys(canonical).sort()
  return [
    request.method,
    escapeUri(request.path).replaceAll('%2F', '/'),
    getCanonicalQuery({ ...SHAPE, query: queryBag(request.parameters) }),
    ...names.map(name => `${name}:${canonical[name]}`),
    '',
    names.join(';'),
    claim.payloadHash,
  ].join('\n')
}

function queryBag(parameters: URLSearchParams): Record<string, string[]> {
  const names = new Set(parameters.keys())
  return Object.fromEntries([...names].map(name => [name, parameters.getAll(name)]))
}

// The library asks for a whole request where it reads one member of it.
const SHAPE = { method: '', protocol: '', hostname: '', path: '', headers: {} }
