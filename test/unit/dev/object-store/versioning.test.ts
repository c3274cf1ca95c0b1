import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type StartedStore, startStore } from './start-store.ts'

const NO_VERSION = '0'.repeat(32)
let started: StartedStore
let client: S3Client

beforeAll(async () => {
  started = await startStore({ buckets: ['versioned', 'pages', 'plain', 'later'].map(bucket) })
  client = connect(started.url)
})
afterAll(async () => {
  client.destroy()
  await started.close()
})

describe('a versioned bucket', () => {
  it('keeps what was overwritten under its own id', async () => {
    const first = await put('kept', 'one')
    const second = await put('kept', 'two')
    expect(second.VersionId).not.toBe(first.VersionId)
    expect(await text('kept')).toBe('two')
    expect(await text('kept', first.VersionId)).toBe('one')
    expect(await head('kept', first.VersionId)).toMatchObject({ VersionId: first.VersionId, ETag: first.ETag })
    expect(await head('kept')).toMatchObject({ VersionId: second.VersionId })
  })

  it('hides what is deleted under a marker, and shows it again when the marker is deleted', async () => {
    const { VersionId } = await put('hidden', 'x')
    const mark = await remove('hidden')
    expect(mark).toMatchObject({ DeleteMarker: true, VersionId: expect.stringMatching(/./) })
    const answer = await fetch(await getSignedUrl(client, new GetObjectCommand({ Bucket: 'versioned', Key: 'hidden' })))
    expect(await answer.text()).toContain('<Code>NoSuchKey</Code>')
    expect(answer.headers.get('x-amz-delete-marker')).toBe('true')
    expect(answer.headers.get('x-amz-version-id')).toBe(mark.VersionId)
    expect(await listed('hidden')).toEqual([])
    await expect(text('hidden', mark.VersionId)).rejects.toMatchObject({
      name: 'MethodNotAllowed',
      $metadata: { httpStatusCode: 405 },
    })
    expect(await text('hidden', VersionId)).toBe('x')
    expect(await remove('hidden', mark.VersionId)).toMatchObject({ DeleteMarker: true, VersionId: mark.VersionId })
    expect(await text('hidden')).toBe('x')
    expect(await listed('hidden')).toEqual(['hidden'])
  })

  it('loses a version for good when that is deleted, and the one before stands again', async () => {
    const first = await put('undone', 'one')
    const second = await put('undone', 'two')
    const removed = await remove('undone', second.VersionId)
    expect(removed.VersionId).toBe(second.VersionId)
    expect(removed.DeleteMarker).toBeUndefined()
    expect(await text('undone')).toBe('one')
    await expect(text('undone', second.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' })
    await remove('undone', second.VersionId)
    await remove('undone', first.VersionId)
    await expect(text('undone')).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  it('judges conditions by what stands, and a deleted object does not', async () => {
    const { ETag } = await put('judged', 'x')
    await expect(put('judged', 'y', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' })
    await remove('judged')
    await expect(put('judged', 'y', { IfMatch: ETag ?? '' })).rejects.toMatchObject({ name: 'NoSuchKey' })
    await put('judged', 'y', { IfNoneMatch: '*' })
    expect(await text('judged')).toBe('y')
  })

  it('deletes several versions and keys at once and says of each what became of it', async () => {
    const { VersionId } = await put('several/a', 'x')
    await put('several/b', 'x')
    const Objects = [{ Key: 'several/a', VersionId }, { Key: 'several/b' }]
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: 'versioned', Delete: { Objects } }))
    const mark = (await versions({ Prefix: 'several/b' })).DeleteMarkers?.[0]
    expect(Deleted).toEqual([
      { Key: 'several/a', VersionId },
      { Key: 'several/b', DeleteMarker: true, DeleteMarkerVersionId: mark?.VersionId },
    ])
    expect((await versions({ Prefix: 'several/a' })).Versions).toBeUndefined()
  })

  it.each([
    ['that is not there', NO_VERSION, 'NoSuchVersion', 404],
    ['that can be none', 'v1', 'InvalidArgument', 400],
  ])('says of a version %s that it is %s', async (_what, versionId, name, httpStatusCode) => {
    await put('asked', 'x')
    await expect(text('asked', versionId)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
  })
})

describe('a list of versions', () => {
  it('has every version and marker once, newest first, whatever the pages and what is deleted between them', async () => {
    const made: string[] = []
    for (const Key of ['v/a', 'v/b', 'v/c/1', 'v/c/2']) {
      for (let n = 0; n < 3; n++) made.push(`${Key} ${(await put(Key, String(n), { Bucket: 'pages' })).VersionId}`)
      made.push(`${Key} ${(await remove(Key, undefined, 'pages')).VersionId}`)
    }
    const whole = await versions({ Bucket: 'pages', Prefix: 'v/' })
    expect(namesOf(whole).toSorted()).toEqual(made.toSorted())
    expect(whole.Versions?.some(version => version.IsLatest)).toBe(false)
    expect(whole.DeleteMarkers?.every(mark => mark.IsLatest)).toBe(true)
    expect(whole.Versions?.filter(({ Key }) => Key === 'v/a').map(({ VersionId }) => `v/a ${VersionId}`)).toEqual(
      made.slice(0, 3).toReversed(),
    )
    const seen: string[] = []
    let KeyMarker: string | undefined
    let VersionIdMarker: string | undefined
    do {
      const page = await versions({ Bucket: 'pages', Prefix: 'v/', MaxKeys: 3, KeyMarker, VersionIdMarker })
      seen.push(...namesOf(page))
      expect(namesOf(page).length).toBeLessThanOrEqual(3)
      KeyMarker = page.NextKeyMarker
      VersionIdMarker = page.NextVersionIdMarker
      if (KeyMarker !== undefined) await remove(KeyMarker, VersionIdMarker, 'pages')
    } while (KeyMarker !== undefined)
    expect(seen.toSorted()).toEqual(made.toSorted())
  })

  it('rolls up what lies behind the delimiter, and goes on behind it', async () => {
    for (const Key of ['r/a', 'r/b/1', 'r/b/2', 'r/c']) await put(Key, 'x', { Bucket: 'pages' })
    const roll = { Bucket: 'pages', Prefix: 'r/', Delimiter: '/' }
    const first = await versions({ ...roll, MaxKeys: 2 })
    expect(first.CommonPrefixes).toEqual([{ Prefix: 'r/b/' }])
    expect(first).toMatchObject({ IsTruncated: true, NextKeyMarker: 'r/b/' })
    const second = await versions({ ...roll, KeyMarker: 'r/b/' })
    expect(second.Versions?.map(({ Key }) => Key)).toEqual(['r/c'])
    expect(second.CommonPrefixes).toBeUndefined()
  })

  it('refuses a version without its key', async () => {
    await expect(versions({ VersionIdMarker: NO_VERSION })).rejects.toMatchObject({ name: 'InvalidArgument' })
  })
})

describe('versioning', () => {
  it('is said, switched on and suspended, and what was there before stays as the null version', async () => {
    const status = async (Bucket: string) => (await client.send(new GetBucketVersioningCommand({ Bucket }))).Status
    const change = (Status: 'Enabled' | 'Suspended', Bucket = 'later') =>
      client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }))
    expect(await status('later')).toBeUndefined()
    expect((await put('k', 'before', { Bucket: 'later' })).VersionId).toBeUndefined()
    await change('Enabled')
    expect(await status('later')).toBe('Enabled')
    const { VersionId } = await put('k', 'enabled', { Bucket: 'later' })
    expect(await text('k', 'null', 'later')).toBe('before')
    await change('Suspended')
    expect((await put('k', 'suspended', { Bucket: 'later' })).VersionId).toBe('null')
    expect(await text('k', 'null', 'later')).toBe('suspended')
    expect(await text('k', VersionId, 'later')).toBe('enabled')
    expect(await remove('k', undefined, 'later')).toMatchObject({ DeleteMarker: true, VersionId: 'null' })
    await expect(text('k', undefined, 'later')).rejects.toMatchObject({ name: 'NoSuchKey' })
    expect(namesOf(await versions({ Bucket: 'later' }))).toEqual([`k ${VersionId}`, 'k null'])
  })

  it('is not spoken of in a bucket that never had it', async () => {
    expect((await put('none', 'x', { Bucket: 'plain' })).VersionId).toBeUndefined()
    expect(await head('none', undefined, 'plain')).not.toHaveProperty('VersionId')
    const removed = await remove('none', undefined, 'plain')
    expect([removed.VersionId, removed.DeleteMarker]).toEqual([undefined, undefined])
  })

  it('comes with object lock and stays with it', async () => {
    const locking = await startStore()
    const own = connect(locking.url)
    const Bucket = 'locking'
    expect((await own.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled')
    const suspend = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } })
    await expect(own.send(suspend)).rejects.toMatchObject({ name: 'InvalidBucketState' })
    own.destroy()
    await locking.close()
  })
})

function bucket(name: string) {
  return { name, objectLock: false, versions: name === 'versioned' || name === 'pages' }
}

const put = (Key: string, Body: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'versioned', Key, Body, ...more }))

const remove = (Key: string, VersionId?: string, Bucket = 'versioned') =>
  client.send(new DeleteObjectCommand({ Bucket, Key, VersionId }))

const head = (Key: string, VersionId?: string, Bucket = 'versioned') =>
  client.send(new HeadObjectCommand({ Bucket, Key, VersionId }))

async function text(Key: string, VersionId?: string, Bucket = 'versioned'): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString()
}

const versions = (input: { [Name in keyof ListObjectVersionsCommandInput]?: ListObjectVersionsCommandInput[Name] }) =>
  client.send(new ListObjectVersionsCommand({ Bucket: 'versioned', ...input }))

const namesOf = ({ Versions = [], DeleteMarkers = [] }: Awaited<ReturnType<typeof versions>>) =>
  [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => `${Key} ${VersionId}`)

async function listed(Prefix: string): Promise<(string | undefined)[]> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'versioned', Prefix }))
  return Contents.map(object => object.Key)
}
