// The place where bytes are digested on their way: their MD5, their number and the checksums that S3 knows.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html

import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { S3Error } from './s3-error.ts'

export interface Digests {
  /** Hex, as S3 makes its ETag of a plain put. */
  md5: string
  bytes: number
  /** `sha256` → base64, for each algorithm that the sender used. */
  checksums: Record<string, string>
}

export interface ByteDigests {
  /** Passes the bytes on while they are digested. */
  through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array>
  /** Once, after the last byte. */
  finish(): Digests
}

/** MD5, length and the named checksums of whatever goes through. Throws NotImplemented for an unknown algorithm. */
export function createByteDigests(algorithms: readonly string[]): ByteDigests {
  const md5 = createHash('md5')
  const hashers = new Map(algorithms.map(name => [name, hasherFor(name)]))
  let bytes = 0
  return {
    async *through(source) {
      for await (const chunk of source) {
        md5.update(chunk)
        for (const hasher of hashers.values()) hasher.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    finish: () => ({
      md5: md5.digest('hex'),
      bytes,
      checksums: Object.fromEntries([...hashers].map(([name, hasher]) => [name, hasher.digest()])),
    }),
  }
}

/** Throws InvalidDigest for what cannot be one, NotImplemented for an unknown algorithm. */
export function assertChecksum(algorithm: string, base64: string): void {
  assertDigest(base64, DIGEST_BYTES[toAlgorithm(algorithm)])
}

/** Base64 of so many bytes, or it throws InvalidDigest. */
export function assertDigest(base64: string, bytes: number): void {
  const decoded = Buffer.from(base64, 'base64')
  if (decoded.length !== bytes || decoded.toString('base64') !== base64) throw new S3Error('InvalidDigest')
}

const DIGEST_BYTES = { crc32: 4, sha1: 20, sha256: 32 }
type Algorithm = keyof typeof DIGEST_BYTES

interface Hasher {
  update(chunk: Uint8Array): void
  digest(): string
}

function toAlgorithm(name: string): Algorithm {
  if (Object.hasOwn(DIGEST_BYTES, name)) return name as Algorithm
  throw new S3Error('NotImplemented', `${name} is not implemented; use crc32, sha1 or sha256`)
}

function hasherFor(name: string): Hasher {
  const algorithm = toAlgorithm(name)
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
