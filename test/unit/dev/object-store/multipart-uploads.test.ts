import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type StartedStore, startStore } from './start-store.ts'

const MIN_BYTES = 5 * 1024 * 1024
const HOUR_MS = 3_600_000
const Bucket = 'versioned'
let started: StartedStore
let client: S3Client

beforeAll(async () => {
  started = await startStore({ maxObjectBytes: 3 * MIN_BYTES })
  client = connect(started.url)
})
afterAll(async () => {
  client.destroy()
  await started.close()
})

describe('an upload in parts', () => {
  it('becomes one object of the parts that were named, in the order of their numbers, and is over', async () => {
    const before = (await blobs(started.dataDir)).length
    const bodies = [randomBytes(MIN_BYTES), randomBytes(MIN_BYTES + 1), Buffer.from('the rest')]
    const UploadId = await start('whole', { ContentType: 'audio/wav', Metadata: { a: 'b' } })
    const Parts = []
    for (const [index, body] of bodies.entries()) Parts.push(await part('whole', UploadId, 7 + index * 5, body))
    await part('whole', UploadId, 9999, Buffer.from('not named'))
    await expect(head('whole')).rejects.toMatchObject({ name: 'NotFound' })
    const all = Buffer.concat(bodies)
    const ChecksumSHA256 = createHash('sha256').update(all).digest('base64')
    const completed = await complete('whole', UploadId, Parts, { ChecksumSHA256, MpuObjectSize: all.length })
    const etag = createHash('md5')
    for (const body of bodies) etag.update(createHash('md5').update(body).digest())
    expect(completed).toMatchObject({ ETag: `"${etag.digest('hex')}-3"`, ChecksumSHA256, Key: 'whole', Bucket })
    expect(completed.VersionId).toBeTruthy()
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'whole', ChecksumMode: 'ENABLED' }))
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(all)).toBe(true)
    expect(got).toMatchObject({ ContentType: 'audio/wav', Metadata: { a: 'b' }, ChecksumSHA256, ETag: completed.ETag })
    await expect(complete('whole', UploadId, Parts)).rejects.toMatchObject({ name: 'NoSuchUpload' })
    expect((await blobs(started.dataDir)).length).toBe(before + 1)
  })

  it('takes the last of what was sent under one number, by a presigned URL as well', async () => {
    const UploadId = await start('again')
    await part('again', UploadId, 1, Buffer.from('first'))
    const command = new UploadPartCommand({ Bucket, Key: 'again', UploadId, PartNumber: 1 })
    const answer = await fetch(await getSignedUrl(client, command), { method: 'PUT', body: 'second' })
    expect(answer.status).toBe(200)
    await complete('again', UploadId, [{ PartNumber: 1, ETag: answer.headers.get('etag') ?? '' }])
    const got = await client.send(new GetObjectCommand({ Bucket, Key: 'again' }))
    expect(await got.Body?.transformToString()).toBe('second')
  })

  it('brings the lock that it was started with', async () => {
    const ObjectLockRetainUntilDate = new Date(Math.floor(Date.now() / 1000) * 1000 + HOUR_MS)
    const lock = { Bucket: 'locking', ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate } as const
    const UploadId = await start('locked', lock)
    const one = await part('locked', UploadId, 1, Buffer.from('x'), 'locking')
    await complete('locked', UploadId, [one], { Bucket: 'locking' })
    const found = await client.send(new HeadObjectCommand({ Bucket: 'locking', Key: 'locked' }))
    expect(found).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate })
  })

  it('stays as it was when it is completed wrongly, and so does the object that was there', async () => {
    await client.send(new PutObjectCommand({ Bucket, Key: 'wrong', Body: 'old' }))
    const UploadId = await start('wrong')
    const small = await part('wrong', UploadId, 1, Buffer.from('too small for a first one'))
    const big = await part('wrong', UploadId, 2, randomBytes(MIN_BYTES))
    const last = await part('wrong', UploadId, 3, Buffer.from('last'))
    const huge = await part('wrong', UploadId, 4, randomBytes(2 * MIN_BYTES + 1))
    const refusals: [object[], Partial<CompleteMultipartUploadCommandInput>, string][] = [
      [[small, big], {}, 'EntityTooSmall'],
      [[last, big], {}, 'InvalidPartOrder'],
      [[big, big], {}, 'InvalidPartOrder'],
      [[{ ...big, ETag: small.ETag }], {}, 'InvalidPart'],
      [[{ ...big, PartNumber: 5 }], {}, 'InvalidPart'],
      [[{ ...big, ChecksumSHA256: createHash('sha256').digest('base64') }], {}, 'InvalidPart'],
      [[big, huge], {}, 'EntityTooLarge'],
      [[big, last], { ChecksumSHA256: createHash('sha256').digest('base64') }, 'BadDigest'],
      [[big, last], { MpuObjectSize: 1 }, 'InvalidRequest'],
      [[big, last], { IfNoneMatch: '*' }, 'PreconditionFailed'],
      [[], {}, 'MalformedXML'],
    ]
    for (const [Parts, more, name] of refusals)
      await expect(complete('wrong', UploadId, Parts, more)).rejects.toMatchObject({ name })
    expect(await head('wrong')).toMatchObject({ ContentLength: 3 })
    await complete('wrong', UploadId, [big, last])
    expect(await head('wrong')).toMatchObject({ ContentLength: MIN_BYTES + 4 })
  })

  it('is gone with its parts when it is aborted', async () => {
    const before = (await blobs(started.dataDir)).length
    const UploadId = await start('aborted')
    const one = await part('aborted', UploadId, 1, randomBytes(MIN_BYTES))
    expect((await blobs(started.dataDir)).length).toBe(before + 1)
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId }))
    expect((await blobs(started.dataDir)).length).toBe(before)
    const gone = { name: 'NoSuchUpload', $metadata: { httpStatusCode: 404 } }
    await expect(part('aborted', UploadId, 1, Buffer.from('x'))).rejects.toMatchObject(gone)
    await expect(complete('aborted', UploadId, [one])).rejects.toMatchObject(gone)
    await expect(client.send(new ListPartsCommand({ Bucket, Key: 'aborted', UploadId }))).rejects.toMatchObject(gone)
    const other = await start('other')
    await expect(part('another', other, 1, Buffer.from('x'))).rejects.toMatchObject(gone)
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'other', UploadId: other }))
  })

  it('of which two completions meet becomes one object', async () => {
    const UploadId = await start('raced')
    const Parts = [
      await part('raced', UploadId, 1, randomBytes(MIN_BYTES)),
      await part('raced', UploadId, 2, randomBytes(9)),
    ]
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => complete('raced', UploadId, Parts)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason.name).toMatch(/^(OperationAborted|NoSuchUpload)$/)
    }
  })

  it.each([0, 10_001])('takes no part number %i', async PartNumber => {
    const UploadId = await start('numbered')
    await expect(part('numbered', UploadId, PartNumber, Buffer.from('x'))).rejects.toMatchObject({
      name: 'InvalidArgument',
    })
  })
})

describe('what is under way', () => {
  it('is listed, uploads and parts, page by page', async () => {
    const ids = []
    for (const Key of ['list/a', 'list/b', 'list/b', 'list/c/1', 'list/c/2']) ids.push(await start(Key))
    const list = (more: object) => client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'list/', ...more }))
    const seen: (string | undefined)[] = []
    let marker: object | undefined = {}
    while (marker !== undefined) {
      const page: Awaited<ReturnType<typeof list>> = await list({ MaxUploads: 2, ...marker })
      seen.push(...(page.Uploads ?? []).map(upload => upload.UploadId))
      marker = page.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined
    }
    expect(seen).toEqual(ids)
    expect((await list({ Delimiter: '/' })).CommonPrefixes).toEqual([{ Prefix: 'list/c/' }])
    const UploadId = ids[0] ?? ''
    for (const number of [3, 1, 2]) await part('list/a', UploadId, number, Buffer.alloc(number))
    const parts = (more: object) => client.send(new ListPartsCommand({ Bucket, Key: 'list/a', UploadId, ...more }))
    const page = await parts({ MaxParts: 2 })
    expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' })
    expect(page.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, 1],
      [2, 2],
    ])
    const rest = await parts({ PartNumberMarker: '2' })
    expect(rest.IsTruncated).toBe(false)
    expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3])
  })

  it('survives a restart, and is forgotten with its parts after a day', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'object-store-'))
    const at = async <T>(shiftMs: number, act: (own: S3Client) => Promise<T>) => {
      const store = await startStore({ dataDir, now: () => Date.now() + shiftMs })
      const own = connect(store.url, { systemClockOffset: shiftMs })
      const result = await act(own)
      own.destroy()
      await store.close()
      return result
    }
    const UploadId = await at(0, async own => {
      const { UploadId } = await own.send(new CreateMultipartUploadCommand({ Bucket, Key: 'k' }))
      await own.send(new UploadPartCommand({ Bucket, Key: 'k', UploadId, PartNumber: 1, Body: randomBytes(MIN_BYTES) }))
      return UploadId
    })
    const list = (own: S3Client) => own.send(new ListPartsCommand({ Bucket, Key: 'k', UploadId }))
    expect((await at(23 * HOUR_MS, list)).Parts?.length).toBe(1)
    await expect(at(25 * HOUR_MS, list)).rejects.toMatchObject({ name: 'NoSuchUpload' })
    expect(await blobs(dataDir)).toEqual([])
    await rm(dataDir, { recursive: true, force: true })
  })
})

async function start(Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))
  return UploadId ?? ''
}

async function part(Key: string, UploadId: string, PartNumber: number, Body: Uint8Array, into = Bucket) {
  const { ETag } = await client.send(new UploadPartCommand({ Bucket: into, Key, UploadId, PartNumber, Body }))
  return { PartNumber, ETag }
}

const complete = (
  Key: string,
  UploadId: string,
  Parts: object[],
  more: Partial<CompleteMultipartUploadCommandInput> = {},
) => client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }))

const head = (Key: string) => client.send(new HeadObjectCommand({ Bucket, Key }))

async function blobs(dataDir: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => entry.name)
}
