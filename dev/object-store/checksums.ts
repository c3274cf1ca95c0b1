// The place where a body is held against the digests that its sender gave: Content-MD5 and `x-amz-checksum-…`.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

export interface Digests {
  /** Hex, as S3 makes its ETag of a plain put. */
  md5: string
  bytes: number
  /** `sha256` → base64, for each algorithm that the sender used. */
  checksums: Record<string, string>
}

export interface BodyChecks {
  /** Passes the bytes on while they are digested. */
  through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>
  /** A checksum that came after the body. */
  expect(name: string, value: string): void
  /** Whether the sender gave anything to check, which S3 wants for deletes, retention and locked puts. */
  given: boolean
  /** The digests of all that went through; throws BadDigest when one is not the promised one. */
  finish(): Digests
}

/** Reads what the headers promise about the body. Throws InvalidDigest, InvalidRequest or NotImplemented. */
export function createBodyChecks(request: S3Request): BodyChecks {
  const contentMd5 = request.header('content-md5')
  if (contentMd5 !== undefined) assertDigest(contentMd5, 16)
  const expected = new Map<string, string>()
  const trailers = announcedTrailers(request)
  const hashes = new Map<string, Hasher>()
  for (const name of [...checksumNames(request), ...trailers]) hashes.set(name, hasherFor(name))
  const expect = (name: string, value: string) => {
    assertDigest(value, DIGEST_BYTES[algorithmOf(name)])
    expected.set(name, value)
  }
  for (const name of checksumNames(request)) expect(name, request.header(name) ?? '')
  const md5 = createHash('md5')
  let bytes = 0
  return {
    expect,
    given: contentMd5 !== undefined || hashes.size > 0,
    async *through(source) {
      for await (const chunk of source) {
        md5.update(chunk)
        for (const hash of hashes.values()) hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    finish() {
      const digest = md5.digest()
      if (contentMd5 !== undefined && digest.toString('base64') !== contentMd5) {
        throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.')
      }
      const checksums: Record<string, string> = {}
      for (const [name, hash] of hashes) checksums[algorithmOf(name)] = check(name, hash.digest(), expected.get(name))
      return { md5: digest.toString('hex'), bytes, checksums }
    },
  }
}

const PREFIX = 'x-amz-checksum-'
const DIGEST_BYTES = { crc32: 4, sha1: 20, sha256: 32 }
type Algorithm = keyof typeof DIGEST_BYTES

interface Hasher {
  update(chunk: Uint8Array): void
  digest(): string
}

function checksumNames(request: S3Request): string[] {
  const names = [...Object.keys(request.headers), ...[...request.parameters.keys()].map(name => name.toLowerCase())]
  const settings = new Set(['x-amz-checksum-mode', 'x-amz-checksum-type', 'x-amz-checksum-algorithm'])
  return names.filter(name => name.startsWith(PREFIX) && !settings.has(name))
}

/** Lower-case names from `x-amz-trailer`. */
export function announcedTrailers(request: S3Request): string[] {
  const names = request.header('x-amz-trailer') ?? ''
  return names
    .split(',')
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '')
}

function algorithmOf(name: string): Algorithm {
  const algorithm = name.slice(PREFIX.length)
  if (!name.startsWith(PREFIX) || !Object.hasOwn(DIGEST_BYTES, algorithm)) {
    throw new S3Error('NotImplemented', `${name} is not implemented; use crc32, sha1 or sha256`)
  }
  return algorithm as Algorithm
}

function hasherFor(name: string): Hasher {
  const algorithm = algorithmOf(name)
  if (algorithm !== 'crc32') {
    const hash = createHash(algorithm)
    return { update: chunk => void hash.update(chunk), digest: () => hash.digest('base64') }
  }
  let value = 0
  return {
    update: chunk => {
      value = crc32(chunk, value)
    },
    digest: () => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(value)
      return bytes.toString('base64')
    },
  }
}

function check(name: string, actual: string, expected: string | undefined): string {
  if (expected === undefined)
    throw new S3Error('MalformedTrailerError', `The trailer ${name} was announced and never came`)
  if (actual === expected) return actual
  const algorithm = algorithmOf(name).toUpperCase()
  throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`)
}

function assertDigest(base64: string, bytes: number): void {
  const decoded = Buffer.from(base64, 'base64')
  if (decoded.length !== bytes || decoded.toString('base64') !== base64) throw new S3Error('InvalidDigest')
}
