import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Headers, linkedinWire, PNG } from './linkedin-wire.ts'

const MEMBER: Headers = { authorization: 'Bearer emulated-member-ann' }
const MEMBERS = { author: 'urn:li:person:member-ann' }
const Status = z.object({ status: z.string() })

describe('an image', () => {
  it('waits for its bytes, is processed, is available, and is known by the hash of its bytes', async () => {
    const wire = await linkedinWire()
    const { image, uploadUrl, uploadUrlExpiresAt } = await wire.begin()
    const status = async () =>
      Status.parse(await (await wire.get(`/rest/images/${encodeURIComponent(image)}`)).json()).status
    expect(uploadUrlExpiresAt).toBeGreaterThan(wire.clock.now.getTime())
    expect(await status()).toBe('WAITING_UPLOAD')
    expect((await fetch(uploadUrl, { method: 'PUT', body: PNG })).status).toBe(201)
    expect(await status()).toBe('PROCESSING')
    expect((await wire.post('too early', { content: { media: { id: image } } })).status).toBe(422)
    wire.clock.now = new Date(wire.clock.now.getTime() + 200)
    expect(await status()).toBe('AVAILABLE')
    expect((await wire.post('pictured', { content: { media: { id: image, altText: 'a dot' } } })).status).toBe(201)
    const sha256 = createHash('sha256').update(PNG).digest('hex')
    expect(await wire.published()).toMatchObject([{ text: 'pictured', media: [{ url: image, sha256 }] }])
  })

  it('may come with others, in order', async () => {
    const wire = await linkedinWire()
    const ids = [await wire.uploaded(), await wire.uploaded()]
    await wire.post('two', { content: { multiImage: { images: ids.map(id => ({ id })) } } })
    expect((await wire.published())[0]?.media.map(({ url }) => url)).toEqual(ids)
  })

  it('that is none fails, and is not published', async () => {
    const wire = await linkedinWire()
    const image = await wire.uploaded(Buffer.from('not a picture'))
    expect(await (await wire.get(`/rest/images/${encodeURIComponent(image)}`)).json()).toMatchObject({
      status: 'PROCESSING_FAILED',
    })
    expect((await wire.post('x', { content: { media: { id: image } } })).status).toBe(422)
  })

  it('of somebody else is neither shown nor published', async () => {
    const wire = await linkedinWire()
    const image = await wire.uploaded()
    expect((await wire.get(`/rest/images/${encodeURIComponent(image)}`, MEMBER)).status).toBe(403)
    expect((await wire.post('x', { ...MEMBERS, content: { media: { id: image } } }, MEMBER)).status).toBe(422)
    const begun = await wire.call(
      'POST',
      '/rest/images?action=initializeUpload',
      { initializeUploadRequest: { owner: 'urn:li:organization:demo' } },
      MEMBER,
    )
    expect(begun.status).toBe(403)
  })

  it('that nobody knows of is not found', async () => {
    const wire = await linkedinWire()
    expect((await wire.get('/rest/images/urn%3Ali%3Aimage%3Ax')).status).toBe(404)
    expect((await fetch(`${wire.url}/dms-uploads/x/uploaded-image/0`, { method: 'PUT', body: PNG })).status).toBe(404)
  })
})
