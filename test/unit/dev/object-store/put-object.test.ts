import { createHash } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type StartedStore, startStore } from './start-store.ts'

let started: StartedStore
let client: S3Client

beforeAll(async () => {
  started = await startStore({ maxObjectBytes: 1_000_000 })
  client = connect(started.url)
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
    const eager = connect(started.url, { requestChecksumCalculation: 'WHEN_SUPPORTED' })
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
    const wrong = connect(started.url)
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
    const pull = async (controller: ReadableStreamDefaultController) => {
      await nextTurn() // or nothing else of this process has one, the server and its answer among it
      controller.enqueue(Buffer.from('x'))
    }
    const body = new ReadableStream({ pull }, { highWaterMark: 0 })
    const answer = await fetch(url, { method: 'PUT', body, duplex: 'half' } as RequestInit).then(
      response => response.status,
      () => 'cut',
    )
    expect(answer).toBe(411)
  })
})

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'plain', Key, Body, ...more }))
