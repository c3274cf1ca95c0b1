// A form with a file that is too large to be held: its bytes go past us to a file on disk, counted, hashed and looked at on the way.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Context } from 'hono'
import { type InputError, MandateError } from '#domain/errors.ts'
import { openWorkFolder } from '#queues/work-folder.ts'
import { bodyStream } from './body-stream.ts'
import { invalid } from './input-errors.ts'

export interface SpoolSpec {
  /** The part that is the file, and the texts beside it. */
  field: string
  fields: readonly string[]
  maxBytes: number
  /** Told the file's first bytes as soon as they are there. @throws whatever is to be the refusal of the request */
  look(head: Uint8Array): Promise<void>
  headBytes: number
}

export interface SpooledFile {
  /** Hex. */
  sha256: string
  bytes: number
  /** As the sender called it, without its path. */
  fileName: string
}

export interface SpooledForm extends SpooledFile {
  /** Without those that were left empty. */
  fields: Record<string, string>
  open(): ReadableStream<Uint8Array>
  /** It is of no use any more. */
  discard(): Promise<void>
}

/** Boundaries and headers of the parts, and the short texts. */
const FORM_ALLOWANCE_BYTES = 64 * 1024
const FIELD_LIMIT_BYTES = 16 * 1024

/** @throws MandateError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE, MALFORMED_REQUEST, VALIDATION_FAILED, and what `look` throws */
export async function spoolForm(context: Context, spec: SpoolSpec): Promise<SpooledForm> {
  const request = context.req.raw
  const contentType = demandForm(request.headers.get('content-type'))
  const announced = Number(request.headers.get('content-length') ?? 0)
  if (announced > spec.maxBytes + FORM_ALLOWANCE_BYTES) throw tooLarge(spec.maxBytes)
  const body = bodyStream(context)
  if (body === null) throw noForm()
  const { path: folder, remove: discard } = await openWorkFolder('upload')
  const path = join(folder, 'file')
  try {
    const { file, fields } = await parse(body, contentType, { spec, path })
    const open = () => Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>
    return { ...file, fields, open, discard }
  } catch (error) {
    await discard()
    throw error
  }
}

interface Parsed {
  file: SpooledFile
  fields: Record<string, string>
}

async function parse(
  body: AsyncIterable<Uint8Array>,
  contentType: string,
  { spec, path }: { spec: SpoolSpec; path: string },
): Promise<Parsed> {
  const parser = parserOf(contentType, spec.maxBytes)
  const fields: Record<string, string> = {}
  const errors: InputError[] = []
  const refused = Promise.withResolvers<never>()
  let spooling: Promise<SpooledFile> | undefined
  parser.on('file', (name, stream, fileName) => {
    if (name !== spec.field || spooling !== undefined) {
      const detail = name === spec.field ? 'must be there once' : 'is not a known member'
      errors.push({ pointer: `/${name}`, detail })
      stream.on('error', () => undefined).resume()
      return
    }
    spooling = spool(stream, path, spec).then(spooled => ({ ...spooled, fileName: fileName ?? '' }))
    // What is wrong with the file is known before the rest of the form has come, which nobody needs then.
    spooling.catch(refused.reject)
  })
  parser.on('field', (name, value, _, isCut) => {
    const known = spec.fields.includes(name)
    if (!known) errors.push({ pointer: `/${name}`, detail: 'is not a known member' })
    else if (Object.hasOwn(fields, name) || isCut)
      errors.push({ pointer: `/${name}`, detail: 'must be there at most once, and short' })
    else if (value !== '') fields[name] = value
  })
  for (const limit of ['partsLimit', 'fieldsLimit', 'filesLimit'] as const)
    parser.on(limit, () => errors.push({ pointer: '', detail: 'has more parts than are known' }))
  const stop = new AbortController()
  await Promise.race([refused.promise, feed(body, parser, stop.signal)]).finally(() => stop.abort())
  const file = await spooling
  if (file === undefined) errors.push({ pointer: `/${spec.field}`, detail: 'must be there once, as a file' })
  if (file === undefined || errors.length > 0) throw invalid(errors.slice(0, 50))
  if (file.bytes === 0) throw new MandateError('MALFORMED_REQUEST', 'the file is empty')
  return { file, fields }
}

function parserOf(contentType: string, maxBytes: number): BusboyInstance {
  const limits = { fileSize: maxBytes, fieldSize: FIELD_LIMIT_BYTES, files: 2, fields: 50, parts: 50, headerPairs: 50 }
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits })
  } catch (cause) {
    throw noForm(cause)
  }
}

async function feed(body: AsyncIterable<Uint8Array>, parser: BusboyInstance, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(body, parser, { signal })
  } catch (cause) {
    throw noForm(cause)
  }
}

async function spool(
  stream: Readable & { truncated?: boolean },
  path: string,
  { maxBytes, look, headBytes }: SpoolSpec,
): Promise<Omit<SpooledFile, 'fileName'>> {
  const hash = createHash('sha256')
  let bytes = 0
  stream.once('limit', () => stream.destroy(tooLarge(maxBytes)))
  async function* seen(source: AsyncIterable<Buffer>) {
    let head: Buffer | undefined = Buffer.alloc(0)
    for await (const chunk of source) {
      bytes += chunk.byteLength
      hash.update(chunk)
      if (head !== undefined) head = Buffer.concat([head, chunk])
      if (head !== undefined && head.byteLength >= headBytes) {
        await look(head)
        head = undefined
      }
      yield chunk
    }
    if (head !== undefined && head.byteLength > 0) await look(head)
  }
  try {
    await pipeline(stream, seen, createWriteStream(path))
  } catch (error) {
    throw error instanceof MandateError || !isOfStream(error) ? error : noForm(error)
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** The parser's own: it broke off in the middle of the file. An error of the disk has a code of the system. */
const isOfStream = (error: unknown) => !(error instanceof Error && 'syscall' in error)

function demandForm(contentType: string | null): string {
  if (contentType?.toLowerCase().startsWith('multipart/form-data')) return contentType
  throw new MandateError('UNSUPPORTED_MEDIA_TYPE', 'the body must be multipart/form-data', {
    members: { accepted: ['multipart/form-data'] },
  })
}

function tooLarge(limitBytes: number): MandateError {
  return new MandateError('PAYLOAD_TOO_LARGE', `the file is larger than ${limitBytes} bytes`, {
    members: { limit_bytes: limitBytes },
  })
}

function noForm(cause?: unknown): MandateError {
  return new MandateError('MALFORMED_REQUEST', 'the body is no readable multipart/form-data', { cause })
}
