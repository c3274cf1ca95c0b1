import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'
import { graphWorld } from './graph-world.ts'

const FAR = 'https://pictures.example/a.jpg'
const instagramWorld = async (dataDir?: string) => {
  const world = await graphWorld('ig-demo', dataDir)
  return {
    ...world,
    container: (more: object = {}) => world.made('/ig-demo/media', { image_url: FAR, caption: 'hello', ...more }),
    status: async (id: string) => (await world.ask(`/${id}?fields=status_code`)).body.status_code,
    publish: (creation_id: string) => world.post('/ig-demo/media_publish', { creation_id }),
  }
}

describe('a container', () => {
  it('is processed for a while, published once, and says so ever after', async () => {
    const { container, status, publish, later, emulator, ask } = await instagramWorld()
    const id = await container()
    expect(await status(id)).toBe('IN_PROGRESS')
    expect(await publish(id)).toMatchObject({ status: 400, body: { error: { code: 9007, error_subcode: 2207027 } } })
    later(300)
    expect(await status(id)).toBe('FINISHED')
    const published = await publish(id)
    expect(published.status).toBe(200)
    expect(await status(id)).toBe('PUBLISHED')
    expect(await publish(id)).toMatchObject({ status: 400, body: { error: { code: 24, error_subcode: 2207008 } } })
    later(48 * 3600_000)
    expect(await status(id)).toBe('PUBLISHED')
    expect(await emulator.published()).toMatchObject([
      { id: published.body.id, account: 'ig-demo', text: 'hello', media: [{ url: FAR }] },
    ])
    expect((await ask('/ig-demo/media?fields=id,caption,timestamp,permalink')).body.data).toMatchObject([
      { id: published.body.id, caption: 'hello', permalink: expect.stringContaining('instagram.com') },
    ])
  })

  it('is published once by two calls that come together, and by one that comes late', async () => {
    const { container, publish, later, emulator } = await instagramWorld()
    const [first, second] = [await container(), await container()]
    later(300)
    const answers = await Promise.all([publish(first), publish(first)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
    await emulator.fault({ fault: 'delay', ms: 200, times: 1 })
    const late = publish(second)
    const prompt = await publish(second)
    expect([prompt.status, (await late).status].toSorted()).toEqual([200, 400])
    expect(await emulator.published()).toHaveLength(2)
  })

  it('expires after a day', async () => {
    const { container, status, publish, later, texts } = await instagramWorld()
    const id = await container()
    later(24 * 3600_000)
    expect(await status(id)).toBe('EXPIRED')
    expect((await publish(id)).status).toBe(400)
    expect(await texts()).toEqual([])
  })

  it('that was published says so after a restart', async () => {
    const dataDir = temporaryFolder()
    const before = await instagramWorld(dataDir)
    const id = await before.container()
    before.later(300)
    await before.publish(id)
    const after = await instagramWorld(dataDir)
    expect(await after.status(id)).toBe('PUBLISHED')
    expect((await after.publish(id)).status).toBe(400)
    expect(await after.texts()).toEqual(['hello'])
  })

  it('takes as long as it is told', async () => {
    const { container, status, later, emulator } = await instagramWorld()
    await emulator.put('processing', { ms: 5000 })
    const id = await container()
    later(4999)
    expect(await status(id)).toBe('IN_PROGRESS')
    later(1)
    expect(await status(id)).toBe('FINISHED')
  })

  it('that can’t be processed is an error, and publishes nothing', async () => {
    const { container, ask, publish, later } = await instagramWorld()
    const id = await container({ image_url: 'https://pictures.example/unprocessable.jpg' })
    later(300)
    expect((await ask(`/${id}?fields=status_code,status`)).body).toMatchObject({
      status_code: 'ERROR',
      status: expect.stringContaining('2207032'),
    })
    expect((await publish(id)).status).toBe(400)
  })

  it.each([
    ['a caption over 2200', { image_url: FAR, caption: 'x'.repeat(2201) }, 100],
    ['more than 30 hashtags', { image_url: FAR, caption: '#a '.repeat(31) }, 100],
    ['an unknown parameter', { image_url: FAR, surprise: 1 }, 100],
    ['no picture', { caption: 'hello' }, 100],
    ['an address that is none', { image_url: 'picture' }, 9004],
    ['an address of this machine where nobody listens', { image_url: 'http://127.0.0.1:9/a.jpg' }, 9004],
    ['a carousel of one', { media_type: 'CAROUSEL', children: ['1'] }, 100],
    ['a carousel of what is no item', { media_type: 'CAROUSEL', children: ['1', '2'] }, 100],
  ])('refuses %s', async (_, body, code) => {
    const { post } = await instagramWorld()
    expect(await post('/ig-demo/media', body)).toMatchObject({ status: 400, body: { error: { code } } })
  })

  it('looks at a picture of this machine, so that the log knows its bytes', async () => {
    const { container, publish, later, emulator } = await instagramWorld()
    const { url, bytes } = emulator.picture
    const id = await container({ image_url: url })
    later(300)
    await publish(id)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await emulator.published()).toMatchObject([{ media: [{ url, sha256 }] }])
  })
})

it('a carousel is made of finished items, in their order', async () => {
  const { container, post, made, publish, later, emulator } = await instagramWorld()
  const item = (image_url: string) => container({ image_url, is_carousel_item: true })
  const children = [await item(`${FAR}?1`), await item(`${FAR}?2`)]
  const carousel = { media_type: 'CAROUSEL', children, caption: 'two' }
  expect(await post('/ig-demo/media', carousel)).toMatchObject({ body: { error: { code: 9007 } } })
  later(300)
  const id = await made('/ig-demo/media', carousel)
  later(300)
  expect((await publish(children[0] ?? '')).status).toBe(400)
  expect((await publish(id)).status).toBe(200)
  expect(await emulator.published()).toMatchObject([{ text: 'two', media: [{ url: `${FAR}?1` }, { url: `${FAR}?2` }] }])
})

it('a medium has figures in the names that Instagram has for them', async () => {
  const { container, publish, later, ask } = await instagramWorld()
  const creation = await container()
  later(300)
  const { id } = (await publish(creation)).body
  later(3600_000)
  const { data } = (await ask(`/${id}/insights?metric=views,likes,comments,shares`)).body
  expect(data?.map(({ name }) => name)).toEqual(['views', 'likes', 'comments', 'shares'])
  expect(await ask(`/${id}/insights?metric=impressions`)).toMatchObject({ body: { error: { code: 100 } } })
})
