// The place of the route table: method, what the path names and the sub-resource in the query choose the operation.

import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getObjectLockConfiguration,
  headBucket,
  listBuckets,
} from './buckets.ts'
import type { Operation } from './call.ts'
import { deleteObject } from './delete-object.ts'
import { deleteObjects } from './delete-objects.ts'
import { getObject, headObject } from './get-object.ts'
import { listObjects } from './list-objects.ts'
import { getObjectRetention, putObjectRetention } from './object-retention.ts'
import { putObject } from './put-object.ts'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'

export interface Route {
  name: string
  method: string
  on: 'service' | 'bucket' | 'object'
  /** The parameter that must be there, e.g. `?retention`. */
  query?: string
  /** Parameters that it understands; any other one is NotImplemented, never ignored. */
  takes?: readonly string[]
  run: Operation
}

const LIST = [
  'list-type',
  'prefix',
  'delimiter',
  'max-keys',
  'start-after',
  'continuation-token',
  'encoding-type',
  'fetch-owner',
]
const READ = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires']
const OVERRIDES = READ.map(name => `response-${name}`)

export const routes: readonly Route[] = [
  { name: 'ListBuckets', method: 'GET', on: 'service', run: listBuckets },
  { name: 'CreateBucket', method: 'PUT', on: 'bucket', run: createBucket },
  { name: 'HeadBucket', method: 'HEAD', on: 'bucket', run: headBucket },
  { name: 'DeleteBucket', method: 'DELETE', on: 'bucket', run: deleteBucket },
  { name: 'GetBucketLocation', method: 'GET', on: 'bucket', query: 'location', run: getBucketLocation },
  {
    name: 'GetObjectLockConfiguration',
    method: 'GET',
    on: 'bucket',
    query: 'object-lock',
    run: getObjectLockConfiguration,
  },
  { name: 'ListObjectsV2', method: 'GET', on: 'bucket', query: 'list-type', takes: LIST, run: listObjects },
  { name: 'DeleteObjects', method: 'POST', on: 'bucket', query: 'delete', run: deleteObjects },
  { name: 'PutObjectRetention', method: 'PUT', on: 'object', query: 'retention', run: putObjectRetention },
  { name: 'GetObjectRetention', method: 'GET', on: 'object', query: 'retention', run: getObjectRetention },
  { name: 'PutObject', method: 'PUT', on: 'object', run: putObject },
  { name: 'GetObject', method: 'GET', on: 'object', takes: OVERRIDES, run: getObject },
  { name: 'HeadObject', method: 'HEAD', on: 'object', takes: OVERRIDES, run: headObject },
  { name: 'DeleteObject', method: 'DELETE', on: 'object', run: deleteObject },
]

/** Throws MethodNotAllowed, or NotImplemented for what S3 has and this store does not. */
export function findRoute(request: S3Request): Route {
  const on = request.key !== undefined ? 'object' : request.bucket !== undefined ? 'bucket' : 'service'
  const candidates = routes.filter(route => route.on === on && route.method === request.method)
  if (candidates.length === 0) throw new S3Error('MethodNotAllowed', undefined, { Method: request.method })
  const route =
    candidates.find(({ query }) => query !== undefined && request.parameters.has(query)) ??
    candidates.find(({ query }) => query === undefined)
  if (route === undefined) throw new S3Error('NotImplemented', 'This operation is not implemented')
  for (const name of request.parameters.keys()) {
    if (name === 'x-id' || name === route.query || route.takes?.includes(name)) continue
    // What belongs to the signature, or is a header in a presigned query, is looked at below.
    if (!name.toLowerCase().startsWith('x-amz-'))
      throw new S3Error('NotImplemented', `The parameter ${name} is not implemented`)
  }
  refuseUnknownHeaders(request)
  return route
}

const KNOWN_HEADERS = [
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|content-sha256|decoded-content-length|trailer|user-agent)$/,
  /^x-amz-(meta-.+|checksum-.+|sdk-checksum-algorithm|object-lock-mode|object-lock-retain-until-date)$/,
  /^x-amz-(bypass-governance-retention|bucket-object-lock-enabled)$/,
]

/** Encryption, tags, copies, versions: to take the header and do nothing would be a lie. */
function refuseUnknownHeaders(request: S3Request): void {
  for (const name of [...Object.keys(request.headers), ...request.parameters.keys()].map(n => n.toLowerCase())) {
    if (!name.startsWith('x-amz-') || KNOWN_HEADERS.some(known => known.test(name))) continue
    throw new S3Error('NotImplemented', undefined, { Header: name })
  }
}
