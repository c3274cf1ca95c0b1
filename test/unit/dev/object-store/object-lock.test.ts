import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type StartedStore, startStore } from './start-store.ts'

const HOUR_MS = 3_600_000
let started: StartedStore
let client: S3Client
let shiftMs = 0

beforeAll(async () => {
  started = await startStore({ now: () => Date.now() + shiftMs })
  client = connect(started.url)
})
afterAll(async () => {
  client.destroy()
  await started.close()
})

describe('object lock', () => {
  it('lets go of an object when its time is over and not before', async () => {
    const { VersionId } = await putLocked('timed', 'COMPLIANCE')
    await expect(remove('timed', { VersionId })).rejects.toMatchObject({ name: 'AccessDenied' })
    const bypass = { VersionId, BypassGovernanceRetention: true }
    await expect(remove('timed', bypass)).rejects.toMatchObject({ name: 'AccessDenied' })
    const head = new HeadObjectCommand({ Bucket: 'locking', Key: 'timed', VersionId })
    expect(await client.send(head)).toMatchObject({ ContentLength: 6 })
    await inTheFuture(HOUR_MS + 1000, () => remove('timed', { VersionId }))
    await expect(client.send(head)).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('holds one version: what is put or deleted over it lies over it and leaves it as it was', async () => {
    const { VersionId, until } = await putLocked('covered', 'COMPLIANCE')
    await put('covered', 'other', { Bucket: 'locking' })
    expect(await remove('covered')).toMatchObject({ DeleteMarker: true })
    const get = new GetObjectCommand({ Bucket: 'locking', Key: 'covered', VersionId })
    const got = await client.send(get)
    expect(await got.Body?.transformToString()).toBe('locked')
    expect(got).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(until) })
    await expect(retentionOf('covered')).rejects.toMatchObject({ name: 'NoSuchKey' })
    expect(await retentionOf('covered', { VersionId })).toMatchObject({ Mode: 'COMPLIANCE' })
  })

  it('in COMPLIANCE only grows, whoever asks', async () => {
    const { until } = await putLocked('grows', 'COMPLIANCE')
    const bypass = { BypassGovernanceRetention: true }
    await expect(retain('grows', 'COMPLIANCE', until - 1000, bypass)).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(retain('grows', 'GOVERNANCE', until + 1000, bypass)).rejects.toMatchObject({ name: 'AccessDenied' })
    await retain('grows', 'COMPLIANCE', until + HOUR_MS)
    expect(await retentionOf('grows')).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: new Date(until + HOUR_MS) })
  })

  it('in GOVERNANCE yields to those who say that they go around it', async () => {
    const { until, VersionId } = await putLocked('governed', 'GOVERNANCE')
    await expect(remove('governed', { VersionId })).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(retain('governed', 'GOVERNANCE', until - 1000)).rejects.toMatchObject({ name: 'AccessDenied' })
    await retain('governed', 'GOVERNANCE', until - 1000, { BypassGovernanceRetention: true })
    await remove('governed', { VersionId, BypassGovernanceRetention: true })
  })

  it('can be put on an object that is there, and is asked for', async () => {
    const { VersionId } = await put('later', 'x', { Bucket: 'locking' })
    await expect(retentionOf('later')).rejects.toMatchObject({ name: 'NoSuchObjectLockConfiguration' })
    await retain('later', 'COMPLIANCE', Math.floor(Date.now() / 1000) * 1000 + HOUR_MS)
    await expect(remove('later', { VersionId })).rejects.toMatchObject({ name: 'AccessDenied' })
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

it('knows a clock that is too far off from a wrong signature', async () => {
  await inTheFuture(16 * 60_000, async () => {
    const answer = connect(started.url, { systemClockOffset: 0, maxAttempts: 1 }).send(new ListBucketsCommand())
    await expect(answer).rejects.toMatchObject({ name: 'RequestTimeTooSkewed', $metadata: { httpStatusCode: 403 } })
  })
})

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'plain', Key, Body, ...more }))

/** Locked for an hour from now, in whole seconds. */
async function putLocked(Key: string, ObjectLockMode: 'COMPLIANCE' | 'GOVERNANCE') {
  const until = Math.floor(Date.now() / 1000) * 1000 + HOUR_MS
  const lock = { ObjectLockMode, ObjectLockRetainUntilDate: new Date(until), ChecksumAlgorithm: 'SHA256' as const }
  const { VersionId } = await put(Key, 'locked', { Bucket: 'locking', ...lock })
  return { until, VersionId }
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

async function retentionOf(Key: string, more: object = {}) {
  return (await client.send(new GetObjectRetentionCommand({ Bucket: 'locking', Key, ...more }))).Retention
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
