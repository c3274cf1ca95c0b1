// The place of the route table: method, what the path names and the sub-resource in the query, or a header, choose the operation.

import { abortMultipartUpload } from './abort-multipart-upload.ts'
import { getBucketVersioning, putBucketVersioning } from './bucket-versioning.ts'
import {
  createBucket,
  deleteBucket,
  getBucketLocation,
  getObjectLockConfiguration,
  headBucket,
  listBuckets,
} from './buckets.ts'
import type { Operation } from './call.ts'
import { completeMultipartUpload } from './complete-multipart-upload.ts'
import { copyObject } from './copy-object.ts'
import { createMultipartUpload } from './create-multipart-upload.ts'
import { deleteObject } from './delete-object.ts'
import { deleteObjects } from './delete-objects.ts'
import { getObject, headObject } from './get-object.ts'
import { listMultipartUploads } from './list-multipart-uploads.ts'
import { listObjectVersions } from './list-object-versions.ts'
import { listObjects } from './list-objects.ts'
import { listParts } from './list-parts.ts'
import { getObjectRetention, putObjectRetention } from './object-retention.ts'
import { putObject } from './put-object.ts'
import { S3Error } from './s3-error.ts'
import type { S3Request } from './s3-request.ts'
import { uploadPart } from './upload-part.ts'

export interface Route {
  name: string
  method: string
  on: 'service' | 'bucket' | 'object'
  /** The parameter that must be there, e.g. `?retention`. */
  query?: string
  /** The header that must be there, e.g. `x-amz-copy-source`. */
  header?: string
  /** What its `x-amz-checksum-…` headers speak of; `body` when nothing is said. */
  checksumsOf?: 'object'
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
const OVERRIDES = [...READ.map(name => `response-${name}`), 'versionId']
const MARKED = ['prefix', 'delimiter', 'encoding-type', 'key-marker']
const VERSIONS = [...MARKED, 'version-id-marker', 'max-keys']
const UPLOADS = [...MARKED, 'upload-id-marker', 'max-uploads']
const PARTS = ['part-number-marker', 'max-parts']

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
  { name: 'GetBucketVersioning', method: 'GET', on: 'bucket', query: 'versioning', run: getBucketVersioning },
  { name: 'PutBucketVersioning', method: 'PUT', on: 'bucket', query: 'versioning', run: putBucketVersioning },
  {
    name: 'ListObjectVersions',
    method: 'GET',
    on: 'bucket',
    query: 'versions',
    takes: VERSIONS,
    run: listObjectVersions,
  },
  {
    name: 'ListMultipartUploads',
    method: 'GET',
    on: 'bucket',
    query: 'uploads',
    takes: UPLOADS,
    run: listMultipartUploads,
  },
  { name: 'ListObjectsV2', method: 'GET', on: 'bucket', query: 'list-type', takes: LIST, run: listObjects },
  { name: 'DeleteObjects', method: 'POST', on: 'bucket', query: 'delete', run: deleteObjects },
  {
    name: 'PutObjectRetention',
    method: 'PUT',
    on: 'object',
    query: 'retention',
    takes: ['versionId'],
    run: putObjectRetention,
  },
  {
    name: 'GetObjectRetention',
    method: 'GET',
    on: 'object',
    query: 'retention',
    takes: ['versionId'],
    run: getObjectRetention,
  },
  { name: 'CreateMultipartUpload', method: 'POST', on: 'object', query: 'uploads', run: createMultipartUpload },
  { name: 'UploadPart', method: 'PUT', on: 'object', query: 'uploadId', takes: ['partNumber'], run: uploadPart },
  { name: 'ListParts', method: 'GET', on: 'object', query: 'uploadId', takes: PARTS, run: listParts },
  {
    name: 'CompleteMultipartUpload',
    method: 'POST',
    on: 'object',
    query: 'uploadId',
    checksumsOf: 'object',
    run: completeMultipartUpload,
  },
  { name: 'AbortMultipartUpload', method: 'DELETE', on: 'object', query: 'uploadId', run: abortMultipartUpload },
  { name: 'CopyObject', method: 'PUT', on: 'object', header: 'x-amz-copy-source', run: copyObject },
  { name: 'PutObject', method: 'PUT', on: 'object', run: putObject },
  { name: 'GetObject', method: 'GET', on: 'object', takes: OVERRIDES, run: getObject },
  { name: 'HeadObject', method: 'HEAD', on: 'object', takes: OVERRIDES, run: headObject },
  { name: 'DeleteObject', method: 'DELETE', on: 'object', takes: ['versionId'], run: deleteObject },
]

/** Throws MethodNotAllowed, or NotImplemented for what S3 has and this store does not. */
export function findRoute(request: S3Request): Route {
  const on = request.key !== undefined ? 'object' : request.bucket !== undefined ? 'bucket' : 'service'
  const candidates = routes.filter(route => route.on === on && route.method === request.method)
  if (candidates.length === 0) throw new S3Error('MethodNotAllowed', undefined, { Method: request.method })
  const route =
    candidates.find(({ query }) => query !== undefined && request.parameters.has(query)) ??
    candidates.find(({ header }) => header !== undefined && request.header(header) !== undefined) ??
    candidates.find(({ query, header }) => query === undefined && header === undefined)
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
  /^x-amz-(bypass-governance-retention|bucket-object-lock-enabled|metadata-directive|mp-object-size)$/,
  /^x-amz-copy-source(-if-match|-if-none-match|-if-modified-since|-if-unmodified-since)?$/,
]

/** Encryption, tags, access rules: to take the header and do nothing would be a lie. */
function refuseUnknownHeaders(request: S3Request): void {
  for (const name of [...Object.keys(request.headers), ...request.parameters.keys()].map(n => n.toLowerCase())) {
    if (!name.startsWith('x-amz-') || KNOWN_HEADERS.some(known => known.test(name))) continue
    throw new S3Error('NotImplemented', undefined, { Header: name })
  }
}
