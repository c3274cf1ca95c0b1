// The place where the headers of an answer become what the port says of an object.

import type { Dispatcher } from 'undici'
import type { ObjectInfo, StoredObject } from '#domain/ports/object-store.ts'
import { hexOfWhole } from './transform.ts'

type Headers = Dispatcher.ResponseData['headers']

const METADATA = 'x-amz-meta-'

export function infoOf(key: string, headers: Headers): ObjectInfo {
  const metadata = Object.keys(headers).filter(name => name.startsWith(METADATA))
  const sha256 = hexOfWhole(text(headers, 'x-amz-checksum-sha256'))
  const retainUntil = text(headers, 'x-amz-object-lock-retain-until-date')
  const mode = text(headers, 'x-amz-object-lock-mode')
  return {
    key,
    bytes: Number(text(headers, 'content-length') ?? 0),
    ...storedOf(headers),
    contentType: text(headers, 'content-type') ?? 'binary/octet-stream',
    modifiedAt: new Date(text(headers, 'last-modified') ?? 0),
    metadata: Object.fromEntries(metadata.map(name => [name.slice(METADATA.length), text(headers, name) ?? ''])),
    ...(sha256 !== undefined && { sha256 }),
    ...(retainUntil !== undefined && { retainUntil: new Date(retainUntil) }),
    ...((mode === 'COMPLIANCE' || mode === 'GOVERNANCE') && { retentionMode: mode }),
  }
}

export function storedOf(headers: Headers): StoredObject {
  const versionId = text(headers, 'x-amz-version-id')
  return { etag: text(headers, 'etag') ?? '', ...(versionId !== undefined && { versionId }) }
}

function text(headers: Headers, name: string): string | undefined {
  const value = headers[name]
  return value === undefined ? undefined : String(value)
}
