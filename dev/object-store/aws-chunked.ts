// The place where the `aws-chunked` content coding is taken off a body and each chunk's signature is checked.
// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html

import { createHash } from 'node:crypto'
import { S3Error } from './s3-error.ts'
import { equal, type Seed, sha256Hex } from './sigv4.ts'

export interface AwsChunkedOptions {
  /** Absent when the chunks carry no signatures (`STREAMING-UNSIGNED-PAYLOAD-TRAILER`). */
  seed: Seed | undefined
  /** Lower-case names that `x-amz-trailer` announced; `undefined` when the body has no trailer. */
  trailerNames: ReadonlySet<string> | undefined
  onTrailer(name: string, value: string): void
}

/** Yields the plain bytes as they come; throws SignatureDoesNotMatch, IncompleteBody or MalformedTrailerError. */
export async function* decodeAwsChunked(
  source: AsyncIterable<Uint8Array>,
  options: AwsChunkedOptions,
): AsyncGenerator<Buffer> {
  const reader = createReader(source)
  let previous = options.seed?.signature ?? ''
  for (;;) {
    const { bytes, signature } = parseChunkHeader(await reader.line())
    const hash = createHash('sha256')
    for await (const piece of reader.take(bytes)) {
      hash.update(piece)
      yield piece
    }
    previous = await checkChunk(options.seed, previous, hash.digest('hex'), signature)
    if (bytes === 0) break
    let end = ''
    for await (const piece of reader.take(2)) end += piece.toString('latin1')
    if (end !== '\r\n') throw new S3Error('IncompleteBody', 'A chunk is longer or shorter than it says')
  }
  await readTrailers(reader, options, previous)
  if (!(await reader.atEnd())) throw new S3Error('InvalidRequest', 'There is data after the last chunk')
}

const EMPTY_SHA256 = sha256Hex('')
const MAX_LINE_BYTES = 8192

interface Reader {
  line(): Promise<string>
  take(bytes: number): AsyncGenerator<Buffer>
  atEnd(): Promise<boolean>
}

function createReader(source: AsyncIterable<Uint8Array>): Reader {
  const iterator = source[Symbol.asyncIterator]()
  let held = Buffer.alloc(0)
  const more = async () => {
    const next = await iterator.next()
    if (next.done === true) return false
    held = held.length === 0 ? Buffer.from(next.value) : Buffer.concat([held, next.value])
    return true
  }
  return {
    async line() {
      for (;;) {
        const end = held.indexOf('\n')
        if (end >= 0) {
          const line = held.subarray(0, end).toString('latin1')
          held = held.subarray(end + 1)
          return line.endsWith('\r') ? line.slice(0, -1) : line
        }
        if (held.length > MAX_LINE_BYTES) throw new S3Error('InvalidRequest', 'A chunk header is too long')
        if (!(await more())) throw new S3Error('IncompleteBody')
      }
    },
    async *take(bytes) {
      for (let left = bytes; left > 0; ) {
        if (held.length === 0 && !(await more())) throw new S3Error('IncompleteBody')
        const piece = held.subarray(0, left)
        held = held.subarray(piece.length)
        left -= piece.length
        if (piece.length > 0) yield piece
      }
    },
    async atEnd() {
      while (held.length === 0) if (!(await more())) return true
      return false
    },
  }
}

function parseChunkHeader(line: string): { bytes: number; signature: string } {
  const match = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line)
  if (match?.[1] === undefined) throw new S3Error('InvalidRequest', 'A chunk header is malformed')
  return { bytes: Number.parseInt(match[1], 16), signature: match[2] ?? '' }
}

async function checkChunk(
  seed: Seed | undefined,
  previous: string,
  sha256: string,
  signature: string,
): Promise<string> {
  if (seed === undefined) return ''
  const expected = await seed.sign(
    ['AWS4-HMAC-SHA256-PAYLOAD', seed.longDate, seed.scope, previous, EMPTY_SHA256, sha256].join('\n'),
  )
  if (!equal(expected, signature)) throw new S3Error('SignatureDoesNotMatch')
  return expected
}

async function readTrailers(reader: Reader, options: AwsChunkedOptions, previous: string): Promise<void> {
  let signed = ''
  let signature: string | undefined
  // Some clients leave out the empty line that ends a body without trailers.
  while (!(await reader.atEnd())) {
    const line = await reader.line()
    if (line === '') break
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (name === 'x-amz-trailer-signature') {
      signature = value
      continue
    }
    if (!options.trailerNames?.has(name)) throw new S3Error('MalformedTrailerError')
    signed += `${name}:${value}\n`
    options.onTrailer(name, value)
  }
  if (options.seed === undefined || options.trailerNames === undefined) return
  const { longDate, scope, sign } = options.seed
  const expected = await sign(['AWS4-HMAC-SHA256-TRAILER', longDate, scope, previous, sha256Hex(signed)].join('\n'))
  if (!equal(expected, signature ?? '')) throw new S3Error('SignatureDoesNotMatch')
}
