import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createS3MediaStore } from '#services/visual/media/create-s3-media-store.ts'
import { MediaStoreFailed } from '#services/visual/media/media-store.ts'
import { mediaStoreContract } from '#test/contract/media-store.contract.ts'
import { credentials, type StartedStore, startStore } from '../../../dev/object-store/start-store.ts'

describe('the media store behind the S3 API', () => {
  let objectStore: StartedStore
  beforeAll(async () => {
    objectStore = await startStore({ buckets: [{ name: 'mandate', objectLock: false }] })
  })
  afterAll(() => objectStore.close())

  const open = (bucket = 'mandate') =>
    createS3MediaStore({
      S3_ENDPOINT: `${objectStore.url}/`,
      S3_REGION: credentials.region,
      S3_ACCESS_KEY_ID: credentials.accessKeyId,
      S3_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      S3_BUCKET: bucket,
    })
  mediaStoreContract(open)

  it('names objects as endpoint/bucket/key', async () => {
    expect(await open().put('media/a/b/c.png', Buffer.from('x'), 'image/png')).toBe(
      `${objectStore.url}/mandate/media/a/b/c.png`,
    )
  })

  it('says MediaStoreFailed when the bucket is not there', async () => {
    await expect(open('nowhere').put('media/x.png', Buffer.from('x'), 'image/png')).rejects.toBeInstanceOf(
      MediaStoreFailed,
    )
  })
})
