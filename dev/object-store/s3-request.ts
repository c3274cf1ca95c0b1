// The place where a raw HTTP request becomes what S3 means by it: bucket, key, parameters and headers.

import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { S3Error } from './s3-error.ts'

export interface S3Request {
  readonly id: string
  readonly method: string
  /** Percent-decoded, never normalized: `a/../b` is a key like any other. */
  readonly path: string
  readonly bucket: string | undefined
  readonly key: string | undefined
  readonly parameters: URLSearchParams
  readonly headers: IncomingMessage['headers']
  readonly incoming: IncomingMessage
  /** The first value of a query parameter; `undefined` when it is not there. */
  parameter(name: string): string | undefined
  /** A header's value; presigned URLs may carry `x-amz-…` headers in the query. */
  header(name: string): string | undefined
}

const MAX_KEY_BYTES = 1024

export function parseS3Request(incoming: IncomingMessage): S3Request {
  const raw = incoming.url ?? '/'
  const mark = raw.indexOf('?')
  const path = decodePath(mark < 0 ? raw : raw.slice(0, mark))
  const parameters = new URLSearchParams(mark < 0 ? '' : raw.slice(mark + 1))
  const { bucket, key } = splitPath(path)
  const parameter = (name: string) => parameters.get(name) ?? undefined
  return {
    id: randomUUID(),
    method: incoming.method ?? 'GET',
    path,
    bucket,
    key,
    parameters,
    headers: incoming.headers,
    incoming,
    parameter,
    header: name =>
      headerOf(incoming, name) ?? (name.startsWith('x-amz-') ? parameterIgnoringCase(parameters, name) : undefined),
  }
}

/** Parameter names of signatures come as `X-Amz-Date` and as `x-amz-date`. */
export function parameterIgnoringCase(parameters: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of parameters) if (key.toLowerCase() === name) return value
  return undefined
}

function decodePath(raw: string): string {
  try {
    return decodeURIComponent(raw)
  } catch (cause) {
    // The only thing that decodeURIComponent throws is URIError: not UTF-8 or a bare percent sign.
    throw Object.assign(new S3Error('InvalidURI'), { cause })
  }
}

function splitPath(path: string): { bucket: string | undefined; key: string | undefined } {
  if (!path.startsWith('/')) throw new S3Error('InvalidURI')
  const slash = path.indexOf('/', 1)
  const bucket = slash < 0 ? path.slice(1) : path.slice(1, slash)
  const key = slash < 0 ? '' : path.slice(slash + 1)
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw new S3Error('KeyTooLongError')
  if (key.includes('\0')) throw new S3Error('InvalidURI')
  return { bucket: bucket || undefined, key: key || undefined }
}

function headerOf(incoming: IncomingMessage, name: string): string | undefined {
  const value = incoming.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}
