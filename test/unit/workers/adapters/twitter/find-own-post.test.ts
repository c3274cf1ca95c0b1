import { describe, expect, it } from 'vitest'
import type { Post, ProbeClues } from '#domain/ports/platform.ts'
import { findOwnPost } from '#workers/adapters/twitter/find-own-post.ts'
import { TimelinePage } from '#workers/adapters/twitter/wire.ts'

const SINCE = Date.parse('2026-03-01T10:00:00Z')
const at = (seconds: number) => new Date(SINCE + seconds * 1000).toISOString()

const post = (more: Partial<Post> = {}): Post => ({
  actionId: 'a',
  account: { tenantId: 't', account: 'demo', kind: 'user' },
  text: 'hello',
  media: [],
  ...more,
})
const picture = { url: 'u', sha256: 's' }
const tweet = (id: string, more: object = {}) => ({
  id,
  text: 'hello',
  created_at: at(5),
  conversation_id: id,
  ...more,
})
const pages = (...all: object[]) => all.map(page => TimelinePage.parse(page))
const timeline = (...data: object[]) => pages({ data, meta: {} })

async function find(shown: TimelinePage[], sought = post(), clues: Partial<ProbeClues> = {}) {
  let asked = 0
  const result = await findOwnPost(
    sought,
    { known: new Set(), handles: {}, echoes: [], sinceMs: SINCE, ...clues },
    async next => {
      expect(next).toBe(asked === 0 ? undefined : `page-${asked}`)
      return shown[asked++] ?? Promise.reject(new Error('no such page'))
    },
  )
  return result.kind === 'found' ? result.platformRefId : result.kind
}

describe('in the own timeline', () => {
  it('the post with the approved text is found', async () => {
    expect(await find(timeline(tweet('9', { text: 'other' }), tweet('8')))).toBe('8')
  })

  it('of several the oldest is taken, by number and not by letters', async () => {
    expect(await find(timeline(tweet('10'), tweet('9'), tweet('100')))).toBe('9')
  })

  it('the latest is nothing by itself', async () => {
    expect(await find(timeline(tweet('9', { text: 'other' })))).toBe('not_found')
    expect(await find(timeline())).toBe('not_found')
  })

  it('what belongs to another action is not taken', async () => {
    expect(await find(timeline(tweet('9'), tweet('8')), post(), { known: new Set(['8']) })).toBe('9')
    expect(await find(timeline(tweet('8')), post(), { known: new Set(['8']) })).toBe('not_found')
  })

  it('what came before the attempt is not taken, but for a minute of differing clocks', async () => {
    expect(await find(timeline(tweet('8', { created_at: at(-61) })))).toBe('not_found')
    expect(await find(timeline(tweet('8', { created_at: at(-59) })))).toBe('8')
  })

  it('a reply is not taken for a post, nor a post for a reply', async () => {
    const reply = tweet('8', { conversation_id: '1' })
    expect(await find(timeline(reply))).toBe('not_found')
    expect(await find(timeline(reply), post({ replyTo: '1' }))).toBe('8')
    expect(await find(timeline(tweet('8')), post({ replyTo: '1' }))).toBe('not_found')
  })

  it('every page of the window is looked at', async () => {
    const shown = pages(
      { data: [tweet('9')], meta: { next_token: 'page-1' } },
      { data: [tweet('8')], meta: { next_token: 'page-2' } },
      { data: [tweet('7', { text: 'other' })], meta: {} },
    )
    expect(await find(shown)).toBe('8')
  })
})

describe('of media', () => {
  const handles = { 'media.0': { media_id: '55' } }
  const own = tweet('8', { attachments: { media_keys: ['3_55'] } })
  const others = tweet('7', { attachments: { media_keys: ['3_66'] } })

  it('the post that shows our own is preferred to an older one that shows others', async () => {
    expect(await find(timeline(own, others), post({ media: [picture] }), { handles })).toBe('8')
  })

  it('others will do where the text is ours: an earlier upload may have been published', async () => {
    expect(await find(timeline(others), post({ media: [picture] }), { handles })).toBe('7')
  })

  it('another number of them is another post', async () => {
    expect(await find(timeline(own))).toBe('not_found')
    expect(await find(timeline(own), post({ media: [picture, picture] }), { handles })).toBe('not_found')
    expect(await find(timeline(tweet('8')), post({ media: [picture] }), { handles })).toBe('not_found')
  })

  it('without a text nothing but our own is proof, and doubt is no absence', async () => {
    const silent = post({ text: '', media: [picture] })
    expect(await find(timeline({ ...own, text: '' }), silent, { handles })).toBe('8')
    expect(await find(timeline({ ...others, text: '' }), silent, { handles })).toBe('indeterminate')
  })
})

describe('absence is not concluded', () => {
  it('from a partial answer', async () => {
    expect(await find(pages({ data: [], errors: [{ title: 'x' }] }))).toBe('indeterminate')
  })

  it('but what a partial answer shows is there', async () => {
    expect(await find(pages({ data: [tweet('8')], errors: [{ title: 'x' }] }))).toBe('8')
  })

  it('from a timeline longer than X lists', async () => {
    const endless = Array.from({ length: 40 }, (_, n) => ({ data: [], meta: { next_token: `page-${n + 1}` } }))
    expect(await find(pages(...endless))).toBe('indeterminate')
  })
})
