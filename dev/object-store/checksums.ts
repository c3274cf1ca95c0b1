// The place where a body is held against the digests that its sender gave: Content-MD5 and `x-amz-checksum-…`.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import { assertChecksum, assertDigest, type ByteDigests, createByteDigests, type Digests } from './byte-digests.ts'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

export interface BodyChecks extends ByteDigests {
  /** A checksum that came after the body. */
  expect(name: string, value: string): void
  /** Whether the sender gave anything to check, which S3 wants for deletes, retention and locked puts. */
  given: boolean
  /** Throws BadDigest when a digest is not the promised one. */
  finish(): Digests
}

/** Reads what the headers promise; `checksumsOf` says whether their checksums are of the body or of what it speaks of. Throws InvalidDigest, InvalidRequest or NotImplemented. */
export function createBodyChecks(request: S3Request, checksumsOf: 'body' | 'object' = 'body'): BodyChecks {
  const contentMd5 = request.header('content-md5')
  if (contentMd5 !== undefined) assertDigest(contentMd5, 16)
  const sent = checksumsOf === 'body' ? sentChecksums(request) : {}
  const trailers = announcedTrailers(request).map(algorithmOf)
  const digests = createByteDigests([...Object.keys(sent), ...trailers])
  const expected = new Map(Object.entries(sent))
  const expect = (name: string, value: string) => {
    const algorithm = algorithmOf(name)
    assertChecksum(algorithm, value)
    expected.set(algorithm, value)
  }
  return {
    expect,
    given: contentMd5 !== undefined || trailers.length + Object.keys(sent).length > 0,
    through: digests.through,
    finish() {
      const done = digests.finish()
      if (contentMd5 !== undefined && done.md5 !== Buffer.from(contentMd5, 'base64').toString('hex')) {
        throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.')
      }
      for (const [algorithm, actual] of Object.entries(done.checksums))
        check(algorithm, actual, expected.get(algorithm))
      return done
    },
  }
}

/** `sha256` → base64, of the checksums in headers or query. Throws InvalidDigest or NotImplemented. */
export function sentChecksums(request: S3Request): Record<string, string> {
  const names = [...Object.keys(request.headers), ...[...request.parameters.keys()].map(name => name.toLowerCase())]
  const checksums: Record<string, string> = {}
  for (const name of names) {
    if (!name.startsWith(PREFIX) || SETTINGS.has(name)) continue
    const algorithm = algorithmOf(name)
    const value = request.header(name) ?? ''
    assertChecksum(algorithm, value)
    checksums[algorithm] = value
  }
  return checksums
}

/** Lower-case names from `x-amz-trailer`. */
export function announcedTrailers(request: S3Request): string[] {
  const names = request.header('x-amz-trailer') ?? ''
  return names
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '')
}

const PREFIX = 'x-amz-checksum-'
const SETTINGS = new Set(['x-amz-checksum-mode', 'x-amz-checksum-type', 'x-amz-checksum-algorithm'])

function algorithmOf(name: string): string {
  if (!name.startsWith(PREFIX)) throw new S3Error('NotImplemented', `The trailer ${name} is not implemented`)
  return name.slice(PREFIX.length)
}

function check(algorithm: string, actual: string, expected: string | undefined): void {
  if (expected === undefined) {
    const name = PREFIX + algorithm
    throw new S3Error('MalformedTrailerError', `The trailer ${name} was announced and never came`)
  }
  if (actual === expected) return
  throw new S3Error('BadDigest', `The ${algorithm.toUpperCase()} you specified did not match the calculated checksum.`)
}
