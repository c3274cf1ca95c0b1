// The place of DeleteObjects: up to 1000 keys in one request, or versions, each with its own outcome in the answer.

import type { Call, S3Answer } from './call.ts'
import { type Deleted, deleteKey } from './delete-object.ts'
import { readText } from './request-body.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { parseVersionId } from './version-id.ts'
import { fromXml, isRecord, type XmlElement } from './xml.ts'

const MAX_KEYS = 1000
const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024

export async function deleteObjects(call: Call): Promise<S3Answer> {
  requireBucket(call)
  if (!call.body.checked) throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5')
  const document = fromXml(await readText(call.body, MAX_DOCUMENT_BYTES), 'Delete', ['Object'])
  const targets = readTargets(document.Object)
  const quiet = document.Quiet === 'true'
  const deleted: XmlElement[] = []
  const errors: XmlElement[] = []
  for (const { key, versionId } of targets) {
    const named = { Key: key, VersionId: versionId }
    const outcome = await deleteOne(call, key, versionId)
    if (outcome instanceof S3Error) errors.push({ ...named, Code: outcome.code, Message: outcome.message })
    else if (!quiet) deleted.push({ ...named, ...markerElements(outcome) })
  }
  return { status: 200, xml: { root: 'DeleteResult', element: { Deleted: deleted, Error: errors } } }
}

interface Target {
  key: string
  versionId: string | undefined
}

function readTargets(objects: unknown): Target[] {
  if (!Array.isArray(objects) || objects.length === 0 || objects.length > MAX_KEYS) throw new S3Error('MalformedXML')
  return objects.map((object: unknown) => {
    if (!isRecord(object) || typeof object.Key !== 'string' || object.Key === '') throw new S3Error('MalformedXML')
    const { Key: key, VersionId: versionId } = object
    if (versionId !== undefined && typeof versionId !== 'string') throw new S3Error('MalformedXML')
    return { key, versionId: versionId === '' ? undefined : versionId }
  })
}

async function deleteOne(call: Call, key: string, versionId: string | undefined): Promise<Deleted | S3Error> {
  try {
    return await deleteKey(call, key, parseVersionId(versionId), () => {})
  } catch (error) {
    // One key's refusal is an entry of the answer; anything else is our fault and ends the request.
    if (error instanceof S3Error) return error
    throw error
  }
}

function markerElements({ marker, versionId }: Deleted): XmlElement {
  return marker ? { DeleteMarker: true, DeleteMarkerVersionId: versionId } : {}
}
