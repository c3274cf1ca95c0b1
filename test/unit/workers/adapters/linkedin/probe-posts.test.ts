import { describe, expect, it } from 'vitest'
import type { Handles, Post, ProbeClues } from '#domain/ports/platform.ts'
import { type LinkedinPost, LinkedinRefusal } from '#workers/adapters/linkedin/client.ts'
import { linkedinError } from '#workers/adapters/linkedin/errors.ts'
import { probePosts } from '#workers/adapters/linkedin/probe-posts.ts'

const SINCE = Date.parse('2026-03-01T10:00:00Z')
const OURS = 'urn:li:organization:demo'
const never = new AbortController().signal

const onLinkedin = (n: number, more: Partial<LinkedinPost> = {}): LinkedinPost => ({
  id: `urn:li:share:${n}`,
  author: OURS,
  commentary: 'Our \\(new\\) thing {hashtag|\\#|launch}',
  createdAt: SINCE + n * 1000,
  ...more,
})

const post = (more: Partial<Post> = {}, kind: 'organization' | 'member' = 'organization'): Post => ({
  actionId: 'action',
  account: { tenantId: 'tenant', account: 'demo', kind },
  text: 'Our (new) thing #launch',
  media: [],
  ...more,
})

/** LinkedIn as it would be read: pages of its list, and single posts; an id that is a number is refused with it. */
async function probed(
  asked: Post,
  world: { pages?: LinkedinPost[][]; single?: Record<string, LinkedinPost | number> },
  clues: Partial<ProbeClues> = {},
) {
  const client = {
    async post(_token: string, urn: string): Promise<LinkedinPost> {
      const found = world.single?.[urn] ?? 404
      if (typeof found === 'number') throw refusal(found)
      return found
    },
    async postsOf(_token: string, _author: string, start: number, count: number): Promise<LinkedinPost[]> {
      return world.pages?.[start / count] ?? []
    },
  }
  const all: ProbeClues = { known: new Set(), handles: {}, echoes: [], sinceMs: SINCE, ...clues }
  return probePosts(client, { accessToken: 't', author: OURS }, asked, all, never)
}

function refusal(status: number): LinkedinRefusal {
  return new LinkedinRefusal(new Response(null, { status }), linkedinError(status, { status, message: 'no' }))
}

const found = (n: number) => expect.objectContaining({ kind: 'found', platformRefId: `urn:li:share:${n}` })
const UNSURE = expect.objectContaining({ kind: 'indeterminate' })

describe('in the list of an organization’s posts', () => {
  it('finds a post as LinkedIn writes it, and says where it can be seen', async () => {
    expect(await probed(post(), { pages: [[onLinkedin(1)]] })).toEqual({
      kind: 'found',
      platformRefId: 'urn:li:share:1',
      permalink: 'https://www.linkedin.com/feed/update/urn:li:share:1',
    })
  })

  it.each([
    ['another’s', { author: 'urn:li:organization:other' }],
    ['of another text', { commentary: 'Our \\(old\\) thing {hashtag|\\#|launch}' }],
    ['from before the first attempt', { createdAt: SINCE - 61_000 }],
    ['with an image that we did not send', { content: { media: { id: 'urn:li:image:1' } } }],
  ])('does not take a post %s for ours', async (_, more) => {
    expect(await probed(post(), { pages: [[onLinkedin(1, more)]] })).toEqual({ kind: 'not_found' })
  })

  it('does not take a post of another action for ours', async () => {
    expect(await probed(post(), { pages: [[onLinkedin(1)]] }, { known: new Set(['urn:li:share:1']) })).toEqual({
      kind: 'not_found',
    })
  })

  it('takes a post of a clock that is a little slow', async () => {
    expect(await probed(post(), { pages: [[onLinkedin(1, { createdAt: SINCE - 59_000 })]] })).toEqual(found(1))
  })

  it('prefers the oldest of several', async () => {
    expect(await probed(post(), { pages: [[onLinkedin(3), onLinkedin(2)], [onLinkedin(1)]] })).toEqual(found(1))
  })

  it('pages on as far as the window needs and no further', async () => {
    const page = (from: number) => Array.from({ length: 100 }, (_, n) => onLinkedin(from - n, { commentary: 'other' }))
    expect(await probed(post(), { pages: [page(900), page(800), [onLinkedin(7)]] })).toEqual(found(7))
    const older = onLinkedin(1, { commentary: 'old', createdAt: SINCE - 3_600_000 })
    expect(await probed(post(), { pages: [[older], [onLinkedin(2)]] })).toEqual({ kind: 'not_found' })
  })

  it('a post that was edited lately does not end the search, however old it is', async () => {
    const edited = onLinkedin(1, { commentary: 'old', createdAt: 0, lastModifiedAt: SINCE + 5000 })
    expect(await probed(post(), { pages: [[edited], [onLinkedin(2)]] })).toEqual(found(2))
  })

  it('does not call a list complete that it did not read to its end', async () => {
    const endless = Array.from({ length: 30 }, (_, n) => [onLinkedin(n, { commentary: 'other' })])
    expect(await probed(post(), { pages: endless })).toEqual(UNSURE)
  })

  it('asks a person where a text seems to be cut, and not where it merely begins alike', async () => {
    expect(await probed(post(), { pages: [[onLinkedin(1, { commentary: 'Our ' })]] })).toEqual(UNSURE)
    expect(await probed(post(), { pages: [[onLinkedin(1, { commentary: 'Ou' })]] })).toEqual({ kind: 'not_found' })
  })

  it('takes line ends, spaces around and composed letters for the same text', async () => {
    const asked = post({ text: 'a\r\nu\u0308 ' })
    expect(await probed(asked, { pages: [[onLinkedin(1, { commentary: 'a\nü' })]] })).toEqual(found(1))
  })
})

describe('by the images', () => {
  const media = [{ url: 'https://m.example/1', sha256: 's' }]
  const handles: Handles = { 'image-1': { image: 'urn:li:image:mine', sha256: 's', stage: 'available' } }
  const mine = { content: { media: { id: 'urn:li:image:mine' } } }
  const other = { content: { media: { id: 'urn:li:image:other' } } }

  it('prefers the post that has ours to an older one that has not', async () => {
    const pages = [[onLinkedin(2, mine), onLinkedin(1, other)]]
    expect(await probed(post({ media }), { pages }, { handles })).toEqual(found(2))
  })

  it('finds a post without a text by its image alone', async () => {
    const asked = post({ media, text: '' })
    const silent = { commentary: '' }
    expect(await probed(asked, { pages: [[onLinkedin(1, { ...silent, ...mine })]] }, { handles })).toEqual(found(1))
    expect(await probed(asked, { pages: [[onLinkedin(1, { ...silent, ...other })]] }, { handles })).toEqual({
      kind: 'not_found',
    })
  })

  it('asks a person where our image stands under another text', async () => {
    const pages = [[onLinkedin(1, { ...mine, commentary: 'quite another' })]]
    expect(await probed(post({ media }), { pages }, { handles })).toEqual(UNSURE)
  })
})

describe('by the post that an answer named', () => {
  const echoes = ['urn:li:share:5']

  it.each(['organization', 'member'] as const)('finds it for an account of kind %s', async kind => {
    expect(await probed(post({}, kind), { single: { 'urn:li:share:5': onLinkedin(5) } }, { echoes })).toEqual(found(5))
  })

  it.each([
    ['is gone', 404],
    ['is older than the first attempt', onLinkedin(5, { createdAt: SINCE - 3_600_000 })],
    ['is another’s', onLinkedin(5, { author: 'urn:li:person:x' })],
    ['says something else', onLinkedin(5, { commentary: 'else' })],
  ])('does not find it where it %s', async (_, five) => {
    const world = { single: { 'urn:li:share:5': five } }
    expect(await probed(post(), world, { echoes })).toEqual({ kind: 'not_found' })
    expect(await probed(post({}, 'member'), world, { echoes })).toEqual(UNSURE)
  })

  it('does not ask for what is no post or another action’s', async () => {
    const world = { single: { 'urn:li:person:p': onLinkedin(5), 'urn:li:share:6': onLinkedin(6) } }
    const clues = { echoes: ['urn:li:person:p', 'urn:li:share:6'], known: new Set(['urn:li:share:6']) }
    expect(await probed(post(), world, clues)).toEqual({ kind: 'not_found' })
  })

  it.each([403, 500])('answered %i it looks on, and does not take what it could not read for absent', async status => {
    const single = { 'urn:li:share:5': status }
    expect(await probed(post(), { single }, { echoes })).toEqual(UNSURE)
    expect(await probed(post(), { single, pages: [[onLinkedin(1)]] }, { echoes })).toEqual(found(1))
  })
})

it('a member’s posts can’t be listed: without a name nothing is known', async () => {
  expect(await probed(post({}, 'member'), { pages: [[onLinkedin(1)]] })).toEqual(UNSURE)
})
