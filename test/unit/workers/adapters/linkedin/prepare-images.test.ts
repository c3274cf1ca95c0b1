import { describe, expect, it, vi } from 'vitest'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Checkpoints, Post } from '#domain/ports/platform.ts'
import { createLinkedinClient, type LinkedinClient, LinkedinRefusal } from '#workers/adapters/linkedin/client.ts'
import { linkedinError } from '#workers/adapters/linkedin/errors.ts'
import { imagesOf, prepareImages } from '#workers/adapters/linkedin/prepare-images.ts'
import { linkedinWorld, mediumOf, memoryCheckpoints, never, PNG, postOf, toolsOf } from './linkedin-world.ts'

const URL_ONE = 'https://m.example/1.png'
const post = postOf('pictured', { media: [mediumOf(URL_ONE, PNG)] })
const READY = { kind: 'ready' }
const NOT_YET = expect.objectContaining({ kind: 'not_yet' })

/** LinkedIn's part of an upload, with what it is told to say. */
function images(told: { status?: string | number; begin?: number; upload?: number } = {}) {
  const { status = 'AVAILABLE', begin = 200, upload = 201 } = told
  let begun = 0
  const client = {
    initializeUpload: vi.fn(async () => {
      if (begin !== 200) throw refusal(begin)
      begun += 1
      return {
        image: `urn:li:image:${begun}`,
        uploadUrl: `https://www.linkedin.com/u/${begun}`,
        uploadUrlExpiresAt: 99,
      }
    }),
    upload: vi.fn(async () => {
      if (upload !== 201) throw refusal(upload)
    }),
    imageStatus: vi.fn(async () => {
      if (typeof status === 'number') throw refusal(status)
      return status
    }),
  }
  const prepare = (checkpoints: Checkpoints, bytes: Uint8Array = PNG, asked: Post = post) =>
    prepareImages(
      client as unknown as LinkedinClient,
      { accessToken: 't', author: 'urn:li:organization:demo' },
      asked,
      toolsOf(checkpoints, { [URL_ONE]: bytes }),
    )
  return { ...client, prepare }
}

function refusal(status: number): LinkedinRefusal {
  return new LinkedinRefusal(new Response(null, { status }), linkedinError(status, { status, message: 'no' }))
}

const handle = (stage: string, sha256 = post.media[0]?.sha256 ?? ''): Record<string, JsonObject> => ({
  'image-1': { image: 'urn:li:image:0', sha256, stage },
})

describe('an image', () => {
  it('is uploaded once, and no worker waits for LinkedIn to process it', async () => {
    const linkedin = images()
    const checkpoints = memoryCheckpoints()
    expect(await linkedin.prepare(checkpoints)).toEqual(NOT_YET)
    expect(imagesOf(post, checkpoints.all())).toBeUndefined()
    expect(await linkedin.prepare(checkpoints)).toEqual(READY)
    expect(await linkedin.prepare(checkpoints)).toEqual(READY)
    expect(imagesOf(post, checkpoints.all())).toEqual(['urn:li:image:1'])
    expect(linkedin.initializeUpload).toHaveBeenCalledTimes(1)
    expect(linkedin.imageStatus).toHaveBeenCalledTimes(1)
  })

  it('is kept the instant it has a name, with the time at which that is forgotten', async () => {
    const linkedin = images({ upload: 500 })
    const put = vi.fn(async () => undefined)
    await expect(linkedin.prepare({ ...memoryCheckpoints(), put })).rejects.toThrow('answered 500')
    expect(put.mock.calls).toEqual([['image-1', expect.objectContaining({ stage: 'begun' }), 99]])
  })

  it.each([
    ['nobody knows whether its bytes came', images(), handle('begun')],
    ['LinkedIn no longer knows it', images({ status: 404 }), handle('uploaded')],
    ['it is of other bytes', images(), handle('available', 'other')],
  ])('is uploaded anew where %s', async (_, linkedin, kept) => {
    const checkpoints = memoryCheckpoints(kept)
    expect(await linkedin.prepare(checkpoints)).toEqual(NOT_YET)
    expect(checkpoints.get('image-1')).toMatchObject({ image: 'urn:li:image:1', stage: 'uploaded' })
  })

  it.each(['PROCESSING', 'WAITING_UPLOAD'])('that is %s is waited for and not uploaded again', async status => {
    const linkedin = images({ status })
    expect(await linkedin.prepare(memoryCheckpoints(handle('uploaded')))).toEqual(NOT_YET)
    expect(linkedin.initializeUpload).not.toHaveBeenCalled()
  })

  it.each(['PROCESSING_FAILED', 'FAILED'])('that is %s is refused', async status => {
    expect(await images({ status }).prepare(memoryCheckpoints(handle('uploaded')))).toMatchObject({
      kind: 'refused',
      error: { code: 'MEDIA_REJECTED', platformCode: status, retryable: false },
    })
  })

  it.each([
    ['is none', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'MEDIA_UNSUPPORTED'],
    ['only says that it is one', Buffer.from('%PDF-1.7 a document'), 'MEDIA_UNSUPPORTED'],
    ['is too large', Buffer.concat([PNG, Buffer.alloc(20 * 1024 * 1024)]), 'MEDIA_TOO_LARGE'],
  ])('that %s is refused before LinkedIn hears of it', async (_, bytes, code) => {
    const linkedin = images()
    expect(await linkedin.prepare(memoryCheckpoints(), bytes)).toMatchObject({ kind: 'refused', error: { code } })
    expect(linkedin.initializeUpload).not.toHaveBeenCalled()
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'refused'],
    [429, 'rate_limited'],
  ])('whose upload is answered %i is %s', async (begin, kind) => {
    expect(await images({ begin }).prepare(memoryCheckpoints())).toMatchObject({ kind })
  })

  it.each([500, 409])('whose upload is answered %i may go better later', async begin => {
    await expect(images({ begin }).prepare(memoryCheckpoints())).rejects.toThrow(`answered ${begin}`)
  })

  it('of which LinkedIn says what it never said before is not published', async () => {
    await expect(images({ status: 'PONDERING' }).prepare(memoryCheckpoints(handle('uploaded')))).rejects.toThrow(
      'PONDERING',
    )
  })
})

it('bytes go to LinkedIn over TLS, or to where the API is, and nowhere else', async () => {
  const { emulator } = await linkedinWorld()
  const client = createLinkedinClient({ baseUrl: emulator.url, timeoutMs: 500, version: '202609' })
  await expect(client.upload('t', 'http://169.254.169.254/latest', PNG, 'image/png', never)).rejects.toThrow(
    'no image is uploaded by http: to 169.254.169.254',
  )
})

it('the bytes that LinkedIn has are those that were approved', async () => {
  const world = await linkedinWorld()
  const checkpoints = memoryCheckpoints()
  const tools = toolsOf(checkpoints, { [URL_ONE]: PNG })
  expect(await world.port.prepare(post, tools)).toEqual(NOT_YET)
  expect(await world.port.prepare(post, tools)).toEqual(READY)
  expect(await world.send(post, checkpoints)).toMatchObject({ kind: 'accepted' })
  expect(await world.emulator.published()).toMatchObject([{ media: [{ sha256: post.media[0]?.sha256 }] }])
})
