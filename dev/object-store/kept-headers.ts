// The place of the headers of a write that a later GET gives back.

import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'expires']
const MAX_METADATA_BYTES = 2048

/** Throws MetadataTooLarge. */
export function keptHeaders(request: S3Request): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': request.header('content-type') ?? 'binary/octet-stream' }
  for (const name of KEPT) {
    const value = request.header(name)
    if (value !== undefined) kept[name] = value
  }
  // `aws-chunked` describes the transfer, not the object.
  const encodings = (request.header('content-encoding') ?? '').split(',').map(word => word.trim())
  const encoding = encodings.filter(word => word !== '' && word !== 'aws-chunked').join(', ')
  if (encoding !== '') kept['content-encoding'] = encoding
  return { ...kept, ...userMetadata(request) }
}

function userMetadata(request: S3Request): Record<string, string> {
  const names = [...Object.keys(request.headers), ...request.parameters.keys()].map(name => name.toLowerCase())
  const metadata: Record<string, string> = {}
  let bytes = 0
  for (const name of new Set(names)) {
    if (!name.startsWith('x-amz-meta-')) continue
    const value = request.header(name) ?? ''
    metadata[name] = value
    bytes += name.length - 'x-amz-meta-'.length + value.length
  }
  if (bytes > MAX_METADATA_BYTES) throw new S3Error('MetadataTooLarge')
  return metadata
}
