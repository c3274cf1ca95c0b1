import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type StartedStore, startStore } from './start-store.ts'

const ORIGIN = 'https://app.example'
const HOUR_MS = 3_600_000
let started: StartedStore
let client: S3Client

beforeAll(async () => {
  started = await startStore({ corsOrigins: [ORIGIN] })
  client = connect(started.url)
})
afterAll(async () => {
  client.destroy()
  await started.close()
})

describe('a get', () => {
  it('answers conditions as HTTP says', async () => {
    const { ETag } = await put('conditions', 'x')
    const get = (input: object) => client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'conditions', ...input }))
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } })
    await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' })
    await expect(get({ IfModifiedSince: new Date(Date.now() + 60_000) })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    })
    await expect(get({ IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({ name: 'PreconditionFailed' })
    expect((await get({ IfMatch: ETag, IfUnmodifiedSince: new Date(0) })).ETag).toBe(ETag)
  })

  it.each([
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
    ['bytes=5-2', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
    ['bytes=10-', 416, undefined, null],
    ['bytes=-0', 416, undefined, null],
  ])('of the range %s answers %i', async (range, status, text, contentRange) => {
    await put('range', '0123456789')
    const answer = await fetch(await getSignedUrl(client, new GetObjectCommand({ Bucket: 'plain', Key: 'range' })), {
      headers: { range },
    })
    const body = await answer.text()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-range')).toBe(contentRange)
    if (text === undefined) expect(body).toContain('<Code>InvalidRange</Code>')
    else expect(body).toBe(text)
  })

  it('of a key with dots and slashes never leaves the store', async () => {
    const key = '../../etc/./passwd'
    await put(key, 'ours')
    const got = await client.send(new GetObjectCommand({ Bucket: 'plain', Key: key }))
    expect(await got.Body?.transformToString()).toBe('ours')
  })
})

describe('several deletes at once', () => {
  it('say for each key what became of it, whatever characters it has', async () => {
    await put('many/a', 'x')
    await put('many/b\u0001\r&<', 'x')
    const VersionId = await putLocked('many-locked')
    const Objects = [{ Key: 'many/a' }, { Key: 'many/b\u0001\r&<' }, { Key: 'many/none' }]
    const done = await client.send(new DeleteObjectsCommand({ Bucket: 'plain', Delete: { Objects, Quiet: true } }))
    expect(done).not.toHaveProperty('Errors')
    expect(await keys({ Prefix: 'many/' })).toEqual([])
    const locked = new DeleteObjectsCommand({
      Bucket: 'locking',
      Delete: { Objects: [{ Key: 'many-locked', VersionId }, { Key: 'none' }, { Key: 'x', VersionId: 'odd' }] },
    })
    const { Deleted, Errors } = await client.send(locked)
    expect(Deleted).toMatchObject([{ Key: 'none', DeleteMarker: true }])
    expect(Errors).toMatchObject([
      { Key: 'many-locked', VersionId, Code: 'AccessDenied' },
      { Key: 'x', VersionId: 'odd', Code: 'InvalidArgument' },
    ])
  })
})

describe('a list', () => {
  it('starts after a key, counts, encodes, and refuses what it does not know', async () => {
    for (const key of ['l/a', 'l/b c', 'l/d']) await put(key, 'x')
    const list = (input: object) => client.send(new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'l/', ...input }))
    expect((await list({ StartAfter: 'l/a' })).Contents?.map(object => object.Key)).toEqual(['l/b c', 'l/d'])
    expect((await list({ EncodingType: 'url' })).Contents?.map(object => object.Key)).toEqual(['l/a', 'l/b%20c', 'l/d'])
    expect(await list({ MaxKeys: 2 })).toMatchObject({ KeyCount: 2, MaxKeys: 2, IsTruncated: true })
    expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false })
    expect(await list({ MaxKeys: 3 })).toMatchObject({ KeyCount: 3, IsTruncated: false })
    await expect(list({ MaxKeys: -1 })).rejects.toMatchObject({ name: 'InvalidArgument' })
    await expect(list({ ContinuationToken: '!' })).rejects.toMatchObject({ name: 'InvalidArgument' })
    await expect(list({ EncodingType: 'xml' })).rejects.toMatchObject({ name: 'InvalidArgument' })
  })
})

describe('buckets', () => {
  it('are made, seen, and deleted when empty', async () => {
    const Bucket = 'made-here'
    await client.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }))
    await expect(client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    })
    const { ObjectLockConfiguration } = await client.send(new GetObjectLockConfigurationCommand({ Bucket }))
    expect(ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled' })
    expect((await client.send(new ListBucketsCommand())).Buckets?.map(bucket => bucket.Name)).toEqual([
      'locking',
      Bucket,
      'plain',
      'versioned',
    ])
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? '').toBe('')
    const { VersionId } = await put('x', 'x', { Bucket })
    const mark = await client.send(new DeleteObjectCommand({ Bucket, Key: 'x' }))
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'x', VersionId }))
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' })
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'x', VersionId: mark.VersionId }))
    await client.send(new DeleteBucketCommand({ Bucket }))
    await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' })
    await expect(client.send(new CreateBucketCommand({ Bucket: 'No_Name' }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
    })
  })

  it('say of what they cannot do that they cannot', async () => {
    await put('x', 'x')
    const tags = new GetObjectTaggingCommand({ Bucket: 'plain', Key: 'x' })
    await expect(client.send(tags)).rejects.toMatchObject({ name: 'NotImplemented' })
    const part = new GetObjectCommand({ Bucket: 'plain', Key: 'x', PartNumber: 1 })
    await expect(client.send(part)).rejects.toMatchObject({ name: 'NotImplemented' })
    expect(await (await fetch(`${started.url}/plain/x`, { method: 'PATCH' })).text()).toContain(
      '<Code>AccessDenied</Code>',
    )
  })
})

describe('browsers', () => {
  it('of a configured origin may ask first and read the answer, others may not', async () => {
    await put('cors', 'x')
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: 'plain', Key: 'cors' }))
    const ask = (origin: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'content-type' },
      })
    const allowed = await ask(ORIGIN)
    expect(allowed.status).toBe(200)
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type')
    expect((await ask('https://evil.example')).status).toBe(403)
    const read = await fetch(url, { headers: { origin: ORIGIN } })
    expect(read.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(read.headers.get('access-control-expose-headers')).toContain('ETag')
    expect(
      (await fetch(url, { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'),
    ).toBeNull()
  })
})

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'plain', Key, Body, ...more }))

/** Locked for an hour from now; returns its version. */
async function putLocked(Key: string): Promise<string | undefined> {
  const ObjectLockRetainUntilDate = new Date(Date.now() + HOUR_MS)
  const lock = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate, ChecksumAlgorithm: 'SHA256' } as const
  return (await put(Key, 'locked', { Bucket: 'locking', ...lock })).VersionId
}

async function keys(input: object): Promise<(string | undefined)[]> {
  return ((await client.send(new ListObjectsV2Command({ Bucket: 'plain', ...input }))).Contents ?? []).map(
    object => object.Key,
  )
}
