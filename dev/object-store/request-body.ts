// The place where a request's body is opened: its length known beforehand, its coding taken off, its payload hash held.

import { createHash } from 'node:crypto'
import { decodeAwsChunked } from './aws-chunked.ts'
import type { Digests } from './byte-digests.ts'
import { announcedTrailers, createBodyChecks } from './checksums.ts'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'
import type { Authenticated } from './sigv4.ts'

export interface RequestBody {
  /** Plain bytes, as they will be after decoding. */
  bytes: number
  /** Whether a Content-MD5 or checksum came with it. */
  checked: boolean
  /** The plain bytes, once; it throws as soon as something does not fit what was signed. */
  read(): AsyncGenerator<Uint8Array>
  /** To be asked after `read` has ended; throws BadDigest. */
  digests(): Digests
}

/** `beforeReading` is called once, when the first byte is wanted: the time for `100 Continue`. */
export function openRequestBody(
  request: S3Request,
  signed: Authenticated,
  beforeReading: () => void,
  checksumsOf: 'body' | 'object' = 'body',
): RequestBody {
  const streamed = signed.payloadHash.startsWith('STREAMING-')
  const bytes = declaredLength(request, streamed)
  const checks = createBodyChecks(request, checksumsOf)
  const read = async function* () {
    beforeReading()
    // Leaving the loop must not destroy the socket: the error still has to be answered on it.
    const raw = request.incoming.iterator({ destroyOnReturn: false })
    const decoded = streamed ? decode(request, signed, checks.expect, raw) : holdToHash(raw, signed.payloadHash)
    yield* checks.through(holdToLength(decoded, bytes))
  }
  return { bytes, checked: checks.given, read, digests: checks.finish }
}

/** The whole of a small document. Throws MaxMessageLengthExceeded past `maxBytes`. */
export async function readText(body: RequestBody, maxBytes: number): Promise<string> {
  if (body.bytes > maxBytes) throw new S3Error('MaxMessageLengthExceeded')
  const chunks: Uint8Array[] = []
  for await (const chunk of body.read()) chunks.push(chunk)
  body.digests()
  return Buffer.concat(chunks).toString('utf8')
}

const STREAMING = {
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { signed: true, trailer: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { signed: true, trailer: true },
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { signed: false, trailer: true },
} as const

function declaredLength(request: S3Request, streamed: boolean): number {
  const text = request.header(streamed ? 'x-amz-decoded-content-length' : 'content-length')
  if (text === undefined) {
    if (request.headers['transfer-encoding'] === undefined && !streamed) return 0
    throw new S3Error('MissingContentLength')
  }
  if (!/^\d{1,15}$/.test(text)) throw new S3Error('InvalidArgument', 'The length of the body is not a number')
  return Number(text)
}

function decode(
  request: S3Request,
  signed: Authenticated,
  onTrailer: (name: string, value: string) => void,
  raw: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (!isStreaming(signed.payloadHash)) {
    throw new S3Error('NotImplemented', `x-amz-content-sha256: ${signed.payloadHash} is not implemented`)
  }
  const kind = STREAMING[signed.payloadHash]
  return decodeAwsChunked(raw, {
    seed: kind.signed ? signed.seed : undefined,
    trailerNames: kind.trailer ? new Set(announcedTrailers(request)) : undefined,
    onTrailer,
  })
}

const isStreaming = (word: string): word is keyof typeof STREAMING => Object.hasOwn(STREAMING, word)

async function* holdToHash(source: AsyncIterable<Uint8Array>, payloadHash: string): AsyncGenerator<Uint8Array> {
  if (payloadHash === 'UNSIGNED-PAYLOAD') {
    yield* source
    return
  }
  if (!/^[0-9a-f]{64}$/.test(payloadHash)) {
    throw new S3Error(
      'InvalidArgument',
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-… or a valid sha256 value.',
    )
  }
  const hash = createHash('sha256')
  for await (const chunk of source) {
    hash.update(chunk)
    yield chunk
  }
  const computed = hash.digest('hex')
  if (computed === payloadHash) return
  throw new S3Error('XAmzContentSHA256Mismatch', undefined, {
    ClientComputedContentSHA256: payloadHash,
    S3ComputedContentSHA256: computed,
  })
}

async function* holdToLength(source: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let seen = 0
  for await (const chunk of source) {
    seen += chunk.length
    if (seen > bytes) throw new S3Error('IncompleteBody')
    yield chunk
  }
  if (seen < bytes) throw new S3Error('IncompleteBody')
}
