import { createHash } from 'node:crypto'
import {
  CopyObjectCommand,
  type CopyObjectCommandInput,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type StartedStore, startStore } from './start-store.ts'

let started: StartedStore
let client: S3Client

beforeAll(async () => {
  started = await startStore()
  client = connect(started.url)
})
afterAll(async () => {
  client.destroy()
  await started.close()
})

describe('a copy', () => {
  it('has the bytes, headers, metadata and checksum of its source, in another bucket too', async () => {
    const Key = 'ü &+?.txt'
    await put(Key, 'hello', { ContentType: 'text/html', Metadata: { a: 'b' }, ChecksumAlgorithm: 'SHA256' })
    const copied = await copy('to', `plain/${encodeURIComponent(Key)}`, { Bucket: 'versioned' })
    const sha256 = createHash('sha256').update('hello').digest('base64')
    expect(copied.CopyObjectResult).toMatchObject({
      ETag: `"${createHash('md5').update('hello').digest('hex')}"`,
      ChecksumSHA256: sha256,
      ChecksumType: 'FULL_OBJECT',
    })
    const got = await get('to', { Bucket: 'versioned', VersionId: copied.VersionId, ChecksumMode: 'ENABLED' })
    expect(await got.Body?.transformToString()).toBe('hello')
    expect(got).toMatchObject({ ContentType: 'text/html', Metadata: { a: 'b' }, ChecksumSHA256: sha256 })
  })

  it('has its own headers and metadata when told to replace them', async () => {
    await put('replaced', 'x', { ContentType: 'text/html', Metadata: { a: 'b' } })
    const own = { MetadataDirective: 'REPLACE', ContentType: 'text/css', Metadata: { c: 'd' } } as const
    await copy('replaced', '/plain/replaced', own)
    const got = await get('replaced')
    expect([got.ContentType, got.Metadata]).toEqual(['text/css', { c: 'd' }])
  })

  it('is of the version that is named, and brings an old one back', async () => {
    const old = await put('again', 'old', { Bucket: 'versioned' })
    await put('again', 'new', { Bucket: 'versioned' })
    const copied = await copy('again', `versioned/again?versionId=${old.VersionId}`, { Bucket: 'versioned' })
    expect(copied.CopySourceVersionId).toBe(old.VersionId)
    expect(await (await get('again', { Bucket: 'versioned' })).Body?.transformToString()).toBe('old')
  })

  it('gets a checksum that its source has not, and the lock that is asked for', async () => {
    await put('unsummed', 'x')
    const ObjectLockRetainUntilDate = new Date(Math.floor(Date.now() / 1000) * 1000 + 60_000)
    const lock = { Bucket: 'locking', ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate } as const
    const copied = await copy('locked', 'plain/unsummed', { ...lock, ChecksumAlgorithm: 'SHA256' })
    expect(copied.CopyObjectResult?.ChecksumSHA256).toBe(createHash('sha256').update('x').digest('base64'))
    const { VersionId } = copied
    const head = new HeadObjectCommand({ Bucket: 'locking', Key: 'locked', VersionId })
    expect(await client.send(head)).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate })
    const remove = new DeleteObjectCommand({ Bucket: 'locking', Key: 'locked', VersionId })
    await expect(client.send(remove)).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  it('is made when its source is as it should be and not else', async () => {
    const { ETag } = await put('conditional', 'x')
    await copy('conditional-copy', 'plain/conditional', { CopySourceIfMatch: ETag })
    const wrong: Partial<CopyObjectCommandInput>[] = [
      { CopySourceIfMatch: '"other"' },
      { CopySourceIfNoneMatch: ETag },
      { CopySourceIfModifiedSince: new Date(Date.now() + 60_000) },
      { CopySourceIfUnmodifiedSince: new Date(0) },
      { IfNoneMatch: '*' },
    ]
    for (const condition of wrong) {
      const refused = copy('conditional-copy', 'plain/conditional', condition)
      await expect(refused).rejects.toMatchObject({ name: 'PreconditionFailed', $metadata: { httpStatusCode: 412 } })
    }
  })

  it.each([
    ['of nothing', 'plain/none', 'NoSuchKey', 404],
    ['from no bucket', 'nowhere/none', 'NoSuchBucket', 404],
    ['of a version that is none', `versioned/marked?versionId=${'0'.repeat(32)}`, 'NoSuchVersion', 404],
    ['of something without a key', 'plain', 'InvalidArgument', 400],
    ['of what is not UTF-8', 'plain/%ff', 'InvalidArgument', 400],
    ['onto itself', 'plain/target', 'InvalidRequest', 400],
    ['of what was deleted', 'versioned/marked', 'NoSuchKey', 404],
  ])('%s is refused', async (_what, source, name, httpStatusCode) => {
    await put('target', 'x')
    await put('marked', 'x', { Bucket: 'versioned' })
    await client.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 'marked' }))
    await expect(copy('target', source)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
    expect(await (await get('target')).Body?.transformToString()).toBe('x')
  })

  it('of a delete marker is refused by that name', async () => {
    const { VersionId } = await client.send(new DeleteObjectCommand({ Bucket: 'versioned', Key: 'only-mark' }))
    const refused = copy('x', `versioned/only-mark?versionId=${VersionId}`)
    await expect(refused).rejects.toMatchObject({ name: 'InvalidRequest' })
  })
})

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'plain', Key, Body, ...more }))

const copy = (Key: string, CopySource: string, more: Partial<CopyObjectCommandInput> = {}) =>
  client.send(new CopyObjectCommand({ Bucket: 'plain', Key, CopySource, ...more }))

const get = (Key: string, more: object = {}) => client.send(new GetObjectCommand({ Bucket: 'plain', Key, ...more }))
