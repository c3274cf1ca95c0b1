// The place where the ids of versions and uploads are made: opaque to clients, sorted by age to us.

import { randomBytes } from 'node:crypto'
import { S3Error } from './s3-error.ts'

/** The version of what was put while the bucket kept none. */
export const NULL_VERSION = 'null'

/** The number first, so that a page of a list can go on behind a version that is gone by then. */
export const makeId = (seq: number): string => seq.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')

/** `undefined` when it is not one that `makeId` made. */
export const seqOfId = (id: string): number | undefined =>
  /^[0-9a-f]{32}$/.test(id) ? Number.parseInt(id.slice(0, 12), 16) : undefined

/** What `?versionId=` names; `undefined` when it is not there. Throws InvalidArgument for what is no version's id. */
export function parseVersionId(text: string | undefined): string | undefined {
  if (text === undefined || text === NULL_VERSION || seqOfId(text) !== undefined) return text
  const why = text === '' ? 'Version id cannot be the empty string' : 'Invalid version id specified'
  throw new S3Error('InvalidArgument', why, { ArgumentName: 'versionId', ArgumentValue: text })
}
