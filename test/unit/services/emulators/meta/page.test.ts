import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { graphWorld } from './graph-world.ts'

const LIST = '/demo/published_posts?fields=id,message,created_time,permalink_url,attachments{media_type,target{id}}'

describe('POST /{page}/feed', () => {
  it('publishes the message as it is, and shows it by its id and in the list, the newest first', async () => {
    const { made, ask, later, emulator } = await graphWorld('demo')
    const text = '  Grüße & <b>"two"</b>\n#tag  '
    const id = await made('/demo/feed', { message: text })
    later(60_000)
    await made('/demo/feed', { message: 'second' })
    expect(id).toMatch(/^demo_\d+$/)
    expect(await emulator.published()).toMatchObject([{ id, account: 'demo', text, media: [] }, { text: 'second' }])
    expect((await ask(`/${id}?fields=message,created_time`)).body).toEqual({
      id,
      message: text,
      created_time: '2026-03-01T10:00:00+0000',
    })
    expect((await ask(LIST)).body.data).toMatchObject([{ message: 'second' }, { id, message: text }])
  })

  it('takes a form as well', async () => {
    const { form, texts } = await graphWorld('demo')
    expect((await form('/demo/feed', new URLSearchParams({ message: '{"as":"it is"}' }))).status).toBe(200)
    expect(await texts()).toEqual(['{"as":"it is"}'])
  })

  it.each([
    ['an unknown parameter', { message: 'hello', surprise: 1 }],
    ['nothing to say', {}],
    ['a message over 63206', { message: 'x'.repeat(63_207) }],
    ['a photo that was never staged', { message: 'hello', attached_media: [{ media_fbid: '12' }] }],
    ['a message that is no text', { message: { a: 1 } }],
  ])('refuses %s with code 100', async (_, body) => {
    const { post, texts } = await graphWorld('demo')
    expect(await post('/demo/feed', body)).toMatchObject({ status: 400, body: { error: { code: 100 } } })
    expect(await texts()).toEqual([])
  })

  it('takes 63206 characters', async () => {
    const { post } = await graphWorld('demo')
    expect((await post('/demo/feed', { message: 'x'.repeat(63_206) })).status).toBe(200)
  })

  it('refuses the same message within a day, of the same page', async () => {
    const { post, later, texts } = await graphWorld('demo')
    await post('/demo/feed', { message: 'hello' })
    later(23 * 3600_000)
    expect(await post('/demo/feed', { message: 'hello' })).toMatchObject({
      status: 400,
      body: { error: { code: 506 } },
    })
    expect((await post('/demo/feed', { message: 'Hello' })).status).toBe(200)
    later(3600_001)
    expect((await post('/demo/feed', { message: 'hello' })).status).toBe(200)
    expect(await texts()).toEqual(['hello', 'Hello', 'hello'])
  })
})

describe('photos', () => {
  const staged = async (world: Awaited<ReturnType<typeof graphWorld>>, bytes = world.emulator.picture.bytes) => {
    const form = new FormData()
    form.set('source', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), 'a.jpg')
    form.set('published', 'false')
    form.set('alt_text_custom', 'a red square')
    return world.form('/demo/photos', form)
  }

  it('are staged without being published, and attached in their order', async () => {
    const world = await graphWorld('demo')
    const photos = [(await staged(world)).body.id, (await staged(world)).body.id]
    expect(await world.emulator.published()).toEqual([])
    const attached_media = photos.map(media_fbid => ({ media_fbid }))
    await world.made('/demo/feed', { message: 'look', attached_media })
    const sha256 = createHash('sha256').update(world.emulator.picture.bytes).digest('hex')
    expect(await world.emulator.published()).toMatchObject([{ media: photos.map(url => ({ url, sha256 })) }])
    expect((await world.ask(LIST)).body.data).toMatchObject([
      {
        attachments: {
          data: [{ media_type: 'album', subattachments: { data: photos.map(id => ({ target: { id } })) } }],
        },
      },
    ])
  })

  it('are published at once when nobody says otherwise', async () => {
    const world = await graphWorld('demo')
    const answer = await world.post('/demo/photos', { url: world.emulator.picture.url, caption: 'at once' })
    expect(answer.status).toBe(200)
    expect(await world.emulator.published()).toMatchObject([
      { text: 'at once', media: [{ url: world.emulator.picture.url, sha256: expect.any(String) }] },
    ])
  })

  it('that are none are refused', async () => {
    const world = await graphWorld('demo')
    expect(await staged(world, new TextEncoder().encode('<svg/>'))).toMatchObject({
      status: 400,
      body: { error: { code: 36001 } },
    })
    expect(await world.post('/demo/photos', { published: false })).toMatchObject({ body: { error: { code: 100 } } })
  })
})

it('what is hidden from the list is published, and comes up when its time is over', async () => {
  const { emulator, made, ask, later } = await graphWorld('demo')
  await emulator.fault({ fault: 'hide_from_search', seconds: 60, times: 1 })
  const id = await made('/demo/feed', { message: 'hello' })
  expect((await ask('/demo/published_posts')).body.data).toEqual([])
  later(60_000)
  expect((await ask('/demo/published_posts')).body.data).toEqual([{ id }])
})

it('the list starts where it is told, and is paged by cursors', async () => {
  const { made, ask, later } = await graphWorld('demo')
  for (const message of ['1', '2', '3', '4']) {
    await made('/demo/feed', { message })
    later(60_000)
  }
  const since = Date.parse('2026-03-01T10:01:00Z') / 1000
  const first = (await ask(`/demo/published_posts?fields=message&limit=2&since=${since}`)).body
  expect(first).toMatchObject({ data: [{ message: '4' }, { message: '3' }], paging: { next: expect.any(String) } })
  const { after } = (first.paging as { cursors: { after: string } }).cursors
  const second = (await ask(`/demo/published_posts?fields=message&limit=2&since=${since}&after=${after}`)).body
  expect(second.data).toMatchObject([{ message: '2' }])
  expect(second.paging).not.toHaveProperty('next')
})

it('figures grow, in the names that Meta has for them; those that are gone are refused', async () => {
  const { made, ask, later } = await graphWorld('demo')
  const id = await made('/demo/feed', { message: 'hello' })
  const views = async () => {
    const { data } = (await ask(`/${id}/insights?metric=post_media_view,post_clicks`)).body
    return data?.map(({ name, values }) => [name, (values as { value: number }[])[0]?.value])
  }
  expect(await views()).toEqual([
    ['post_media_view', 0],
    ['post_clicks', 0],
  ])
  later(3600_000)
  expect((await views())?.[0]?.[1]).toBeGreaterThan(1000)
  expect((await ask(`/${id}?fields=likes.summary(true),comments.summary(true),shares`)).body).toMatchObject({
    likes: { summary: { total_count: expect.any(Number) } },
    shares: { count: expect.any(Number) },
  })
  expect(await ask(`/${id}/insights?metric=post_impressions`)).toMatchObject({ body: { error: { code: 100 } } })
})
