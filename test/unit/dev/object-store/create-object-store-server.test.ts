import { createHash } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectRetentionCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { credentials, type StartedStore, startStore } from './start-store.ts'

const ORIGIN = 'https://app.example'
const HOUR_MS = 3_600_000
let started: StartedStore
let client: S3Client
let shiftMs = 0

beforeAll(async () => {
  started = await startStore({ corsOrigins: [ORIGIN], maxObjectBytes: 1_000_000, now: () => Date.now() + shiftMs })
  client = connect()
})
afterAll(async () => {
  client.destroy()
  await started.close()
})

describe('a put', () => {
  it('keeps the headers and metadata that a get gives back', async () => {
    const headers = {
      ContentType: 'text/html',
      CacheControl: 'no-store',
      ContentDisposition: 'inline',
      ContentEncoding: 'gzip',
    }
    await put('headers', 'x', { ...headers, ContentLanguage: 'de', Metadata: { a: 'b', 'x-y': 'z z' } })
    const got = await client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'headers' }))
    expect(got).toMatchObject({
      ...headers,
      ContentLanguage: 'de',
      Metadata: { a: 'b', 'x-y': 'z z' },
      AcceptRanges: 'bytes',
    })
    expect(got.ETag).toBe(`"${createHash('md5').update('x').digest('hex')}"`)
  })

  it.each(['CRC32', 'SHA1', 'SHA256'] as const)('has its %s checked and given back', async ChecksumAlgorithm => {
    const stored = await put(`sum-${ChecksumAlgorithm}`, 'hello', { ChecksumAlgorithm })
    const head = new HeadObjectCommand({ Bucket: 'plain', Key: `sum-${ChecksumAlgorithm}`, ChecksumMode: 'ENABLED' })
    const name = `Checksum${ChecksumAlgorithm}` as const
    expect(stored[name]).toBeTruthy()
    expect((await client.send(head))[name]).toBe(stored[name])
  })

  it('of a stream with a trailing checksum, as the SDK sends it by default, comes back decoded', async () => {
    const eager = connect({ requestChecksumCalculation: 'WHEN_SUPPORTED' })
    const body = Buffer.alloc(300_000, 'stream ')
    await eager.send(
      new PutObjectCommand({
        Bucket: 'plain',
        Key: 'trailer',
        Body: Readable.from([body.subarray(0, 7), body.subarray(7)]),
        ContentLength: body.length,
      }),
    )
    const got = await client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'trailer', ChecksumMode: 'ENABLED' }))
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(body)).toBe(true)
    expect(got.ChecksumCRC32).toBeTruthy()
    expect(got.ContentEncoding).toBeUndefined()
    eager.destroy()
  })

  it.each([
    ['another MD5', { ContentMD5: createHash('md5').update('other').digest('base64') }, 'BadDigest', 400],
    ['an MD5 that is none', { ContentMD5: 'AAAA' }, 'InvalidDigest', 400],
    ['another CRC', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest', 400],
    ['metadata past 2 KB', { Metadata: { a: 'x'.repeat(2048) } }, 'MetadataTooLarge', 400],
    ['tags, which are not kept here', { Tagging: 'a=b' }, 'NotImplemented', 501],
    ['encryption, which is not done here', { ServerSideEncryption: 'AES256' }, 'NotImplemented', 501],
    ['If-None-Match of an ETag', { IfNoneMatch: '"abc"' }, 'NotImplemented', 501],
    ['If-Match on nothing', { IfMatch: '"abc"' }, 'NoSuchKey', 404],
    ['more than the limit', { Body: Buffer.alloc(1_000_001) }, 'EntityTooLarge', 400],
    ['a bucket that is not there', { Bucket: 'nowhere' }, 'NoSuchBucket', 404],
    ['a key of 1025 bytes', { Key: 'k'.repeat(1025) }, 'KeyTooLongError', 400],
  ] as [string, Partial<PutObjectCommandInput>, string, number][])(
    'with %s is refused',
    async (_what, input, code, status) => {
      const refused = put(input.Key ?? 'refused', 'x', input)
      await expect(refused).rejects.toMatchObject({ name: code, $metadata: { httpStatusCode: status } })
      await expect(client.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'refused' }))).rejects.toMatchObject({
        name: 'NotFound',
      })
    },
  )

  it('whose body is not the signed one is refused', async () => {
    const wrong = connect()
    wrong.middlewareStack.add(
      next => args => {
        Object.assign(args.request as object, { body: 'forged' })
        return next(args)
      },
      { step: 'finalizeRequest', priority: 'low', name: 'forge' },
    )
    const forged = new PutObjectCommand({ Bucket: 'plain', Key: 'forged', Body: 'signed' })
    await expect(wrong.send(forged)).rejects.toMatchObject({ name: 'XAmzContentSHA256Mismatch' })
    wrong.destroy()
  })

  it('that breaks off leaves nothing', async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: 'plain', Key: 'cut' }))
    await new Promise<void>(resolve => {
      const sending = httpRequest(url, { method: 'PUT', headers: { 'content-length': 100_000 } })
      sending.on('error', () => resolve())
      sending.write(Buffer.alloc(50_000), () => sending.destroy(new Error('cut')))
    })
    await expect(client.send(new HeadObjectCommand({ Bucket: 'plain', Key: 'cut' }))).rejects.toMatchObject({
      name: 'NotFound',
    })
  })

  it('without a length is refused before its body is read', async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: 'plain', Key: 'endless' }))
    const body = new ReadableStream({ pull: controller => controller.enqueue(Buffer.from('x')) }, { highWaterMark: 0 })
    const answer = await fetch(url, { method: 'PUT', body, duplex: 'half' } as RequestInit).then(
      response => response.status,
      () => 'cut',
    )
    expect(answer).toBe(411)
  })
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
    await putLocked('many-locked', 'COMPLIANCE')
    const Objects = [{ Key: 'many/a' }, { Key: 'many/b\u0001\r&<' }, { Key: 'many/none' }]
    const done = await client.send(new DeleteObjectsCommand({ Bucket: 'plain', Delete: { Objects, Quiet: true } }))
    expect(done).not.toHaveProperty('Errors')
    expect(await keys({ Prefix: 'many/' })).toEqual([])
    const locked = new DeleteObjectsCommand({
      Bucket: 'locking',
      Delete: { Objects: [{ Key: 'many-locked' }, { Key: 'none' }] },
    })
    const { Deleted, Errors } = await client.send(locked)
    expect(Deleted).toMatchObject([{ Key: 'none' }])
    expect(Errors).toMatchObject([{ Key: 'many-locked', Code: 'AccessDenied' }])
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
    ])
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).LocationConstraint ?? '').toBe('')
    await put('x', 'x', { Bucket })
    await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' })
    await client.send(new DeleteObjectCommand({ Bucket, Key: 'x' }))
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
    const version = new GetObjectCommand({ Bucket: 'plain', Key: 'x', VersionId: 'v' })
    await expect(client.send(version)).rejects.toMatchObject({ name: 'NotImplemented' })
    expect(await (await fetch(`${started.url}/plain/x`, { method: 'PATCH' })).text()).toContain(
      '<Code>AccessDenied</Code>',
    )
  })
})

describe('object lock', () => {
  it('lets go of an object when its time is over and not before', async () => {
    await putLocked('timed', 'COMPLIANCE')
    await expect(remove('timed')).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(remove('timed', { BypassGovernanceRetention: true })).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(put('timed', 'forged', { Bucket: 'locking' })).rejects.toMatchObject({ name: 'AccessDenied' })
    await inTheFuture(HOUR_MS + 1000, () => remove('timed'))
    await expect(client.send(new HeadObjectCommand({ Bucket: 'locking', Key: 'timed' }))).rejects.toMatchObject({
      name: 'NotFound',
    })
  })

  it('in COMPLIANCE only grows, whoever asks', async () => {
    const until = await putLocked('grows', 'COMPLIANCE')
    const bypass = { BypassGovernanceRetention: true }
    await expect(retain('grows', 'COMPLIANCE', until - 1000, bypass)).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(retain('grows', 'GOVERNANCE', until + 1000, bypass)).rejects.toMatchObject({ name: 'AccessDenied' })
    await retain('grows', 'COMPLIANCE', until + HOUR_MS)
    expect(await retentionOf('grows')).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: new Date(until + HOUR_MS) })
  })

  it('in GOVERNANCE yields to those who say that they go around it', async () => {
    const until = await putLocked('governed', 'GOVERNANCE')
    await expect(remove('governed')).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(retain('governed', 'GOVERNANCE', until - 1000)).rejects.toMatchObject({ name: 'AccessDenied' })
    await retain('governed', 'GOVERNANCE', until - 1000, { BypassGovernanceRetention: true })
    await remove('governed', { BypassGovernanceRetention: true })
  })

  it('can be put on an object that is there, and is asked for', async () => {
    await put('later', 'x', { Bucket: 'locking' })
    await expect(retentionOf('later')).rejects.toMatchObject({ name: 'NoSuchObjectLockConfiguration' })
    await retain('later', 'COMPLIANCE', Math.floor(Date.now() / 1000) * 1000 + HOUR_MS)
    await expect(remove('later')).rejects.toMatchObject({ name: 'AccessDenied' })
  })

  it.each([
    ['the past', { ObjectLockRetainUntilDate: new Date(0), ChecksumAlgorithm: 'SHA256' }, 'InvalidArgument'],
    ['no checksum', { ObjectLockRetainUntilDate: new Date(Date.now() + HOUR_MS) }, 'InvalidRequest'],
    ['no date', { ChecksumAlgorithm: 'SHA256' }, 'InvalidArgument'],
    [
      'no lock on the bucket',
      { Bucket: 'plain', ObjectLockRetainUntilDate: new Date(Date.now() + HOUR_MS), ChecksumAlgorithm: 'SHA256' },
      'InvalidRequest',
    ],
  ] as [string, Partial<PutObjectCommandInput>, string][])('is refused with %s', async (_what, input, code) => {
    const refused = put('unlocked', 'x', { Bucket: 'locking', ObjectLockMode: 'COMPLIANCE', ...input })
    await expect(refused).rejects.toMatchObject({ name: code })
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

it('knows a clock that is too far off from a wrong signature', async () => {
  await inTheFuture(16 * 60_000, async () => {
    const answer = connect({ systemClockOffset: 0, maxAttempts: 1 }).send(new ListBucketsCommand())
    await expect(answer).rejects.toMatchObject({ name: 'RequestTimeTooSkewed', $metadata: { httpStatusCode: 403 } })
  })
})

function connect(more: Partial<S3ClientConfig> = {}): S3Client {
  return new S3Client({
    endpoint: started.url,
    region: credentials.region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: 1,
    ...more,
  })
}

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'plain', Key, Body, ...more }))

/** Locked for an hour from now; returns until when, whole seconds. */
async function putLocked(Key: string, ObjectLockMode: 'COMPLIANCE' | 'GOVERNANCE'): Promise<number> {
  const until = Math.floor(Date.now() / 1000) * 1000 + HOUR_MS
  const lock = { ObjectLockMode, ObjectLockRetainUntilDate: new Date(until), ChecksumAlgorithm: 'SHA256' as const }
  await put(Key, 'locked', { Bucket: 'locking', ...lock })
  return until
}

const remove = (Key: string, more: object = {}) =>
  client.send(new DeleteObjectCommand({ Bucket: 'locking', Key, ...more }))

const retain = (Key: string, Mode: 'COMPLIANCE' | 'GOVERNANCE', untilMs: number, more: object = {}) =>
  client.send(
    new PutObjectRetentionCommand({
      Bucket: 'locking',
      Key,
      Retention: { Mode, RetainUntilDate: new Date(untilMs) },
      ...more,
    }),
  )

async function retentionOf(Key: string) {
  return (await client.send(new GetObjectRetentionCommand({ Bucket: 'locking', Key }))).Retention
}

async function keys(input: object): Promise<(string | undefined)[]> {
  return ((await client.send(new ListObjectsV2Command({ Bucket: 'plain', ...input }))).Contents ?? []).map(
    object => object.Key,
  )
}

/** The server's clock, and the client's with it unless it has its own. */
async function inTheFuture(byMs: number, act: () => Promise<unknown>): Promise<void> {
  shiftMs = byMs
  client.config.systemClockOffset = byMs
  try {
    await act()
  } finally {
    shiftMs = 0
    client.config.systemClockOffset = 0
  }
}
