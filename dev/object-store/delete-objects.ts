// The place of DeleteObjects: up to 1000 keys in one request, each with its own outcome in the answer.

import type { Call, S3Answer } from './call.ts'
import { assertDeletable } from './object-lock.ts'
import { readText } from './request-body.ts'
import { requireBucket } from './require-bucket.ts'
import { S3Error } from './s3-error.ts'
import { fromXml, isRecord, type XmlElement } from './xml.ts'

const MAX_KEYS = 1000
const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024

export async function deleteObjects(call: Call): Promise<S3Answer> {
  requireBucket(call)
  if (!call.body.checked) throw new S3Error('InvalidRequest', 'Missing required header for this request: Content-MD5')
  const document = fromXml(await readText(call.body, MAX_DOCUMENT_BYTES), 'Delete', ['Object'])
  const keys = readKeys(document.Object)
  const quiet = document.Quiet === 'true'
  const deleted: XmlElement[] = []
  const errors: XmlElement[] = []
  for (const key of keys) {
    const error = await deleteOne(call, key)
    if (error !== undefined) errors.push({ Key: key, Code: error.code, Message: error.message })
    else if (!quiet) deleted.push({ Key: key })
  }
  return { status: 200, xml: { root: 'DeleteResult', element: { Deleted: deleted, Error: errors } } }
}

function readKeys(objects: unknown): string[] {
  if (!Array.isArray(objects) || objects.length === 0 || objects.length > MAX_KEYS) throw new S3Error('MalformedXML')
  return objects.map((object: unknown) => {
    if (!isRecord(object) || typeof object.Key !== 'string' || object.Key === '') throw new S3Error('MalformedXML')
    if (object.VersionId !== undefined) throw new S3Error('NotImplemented', 'Versions are not implemented')
    return object.Key
  })
}

async function deleteOne(call: Call, key: string): Promise<S3Error | undefined> {
  try {
    await call.storage.delete(call.bucket, key, current => assertDeletable(current, call.request, call.now()))
    return undefined
  } catch (error) {
    // One key's refusal is an entry of the answer; anything else is our fault and ends the request.
    if (error instanceof S3Error) return error
    throw error
  }
}
