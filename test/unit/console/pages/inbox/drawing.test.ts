import { describe, expect, it } from 'vitest'
import { drawPost } from '#console/pages/inbox/post/draw-post.ts'
import { foldAt } from '#console/pages/inbox/post/fold.ts'
import { mediaPreviews } from '#console/pages/inbox/post/media-slot.ts'
import { lookOf, toPost } from '#console/pages/inbox/post/post.ts'
import { hiddenCharacters, richText } from '#console/pages/inbox/post/rich-text.ts'
import type { ActionResource } from '#contracts/action.ts'

const ID = '0190a000-0000-7000-8000-000000000001'
const drawn = (more: Partial<ActionResource>, payload: object = {}) =>
  String(
    drawPost(
      toPost({
        ...{ action_id: ID, platform: 'TWITTER', account: 'acme', digest: 'ab'.repeat(32), media_ready: true },
        ...more,
        payload: { content_text: 'Hello', ...payload },
      }),
    ),
  )

describe('a post', () => {
  it.each([
    ['TWITTER', 'acme', undefined, 'x'],
    ['META', 'acme', undefined, 'facebook'],
    ['META', 'ig-acme', undefined, 'instagram'],
    ['META', 'acme', 'instagram', 'instagram'],
    ['META', 'ads-acme', undefined, 'ad'],
    ['META', 'acme', 'ad', 'ad'],
    ['LINKEDIN', 'acme', undefined, 'linkedin'],
    ['MOCK', 'demo', undefined, 'mock'],
    ['MOCK', 'ads-demo', undefined, 'ad'],
  ] as const)('of %s %s (%s) is drawn as %s', (platform, account, kind, look) => {
    expect(lookOf(platform, account, kind)).toBe(look)
  })

  it('on X says how much of its 280 it takes, a link counted as 23', () => {
    expect(drawn({}, { content_text: 'See https://example.com/a/very/long/address/indeed/and/longer' })).toContain(
      '27 of 280',
    )
  })

  it('that is an ad says what it may cost, whom it is shown, and that it is made paused', () => {
    const ad = drawn(
      { platform: 'META', account: 'ads-acme' },
      { budget_bid: 12.5, currency: 'EUR', target_audience: { age_range: [25, 40], interests: ['solar'] } },
    )
    for (const said of ['€12.50', 'age 25 to 40, interested in solar', 'made paused']) expect(ad).toContain(said)
  })

  it('names a medium without alternative text as such', () => {
    const post = drawn(
      {},
      { media_urls: ['https://a.example/1.png', 'https://a.example/2.png'], alt_texts: ['A roof'] },
    )
    expect(post).toContain('A roof')
    expect(post.match(/Alternative text missing/g)).toHaveLength(1)
  })

  it('asks for previews only once the bytes are hashed', () => {
    const payload = { media_urls: ['https://a.example/1.png'] }
    expect(drawn({}, payload)).toContain(`hx-get="/console/inbox/${ID}/media"`)
    expect(drawn({ media_ready: false }, payload)).not.toContain('hx-get')
  })
})

describe('its text', () => {
  it('has links, mentions and hashtags marked, without the full stop behind them', () => {
    const text = String(richText('Ask @ann (https://example.com/x). #solar!'))
    expect(text).toContain('href="https://example.com/x"')
    expect(text).toContain('<span class="mark">@ann</span>')
    expect(text).toContain('<span class="mark">#solar</span>!')
  })

  it('is no mention inside of an address of mail, and no markup', () => {
    expect(String(richText('a@b.example'))).toBe('a@b.example')
    expect(String(richText('<img src=x onerror=alert(1)> https://e.example/"onmouseover="x'))).not.toMatch(
      /<img|"onmouseover/,
    )
  })

  it('shows characters that turn or hide what is read, and not those of emoji', () => {
    expect(hiddenCharacters('pay \u202Egnp.exe')).toEqual(['U+202E'])
    expect(String(richText('a\u200Bb'))).toContain('U+200B')
    expect(hiddenCharacters('👩\u200D🚀 ❤\uFE0F')).toEqual([])
  })

  it('is folded between words where the platform folds it, by length or by lines', () => {
    expect(foldAt('short', { characters: 125, lines: 3 })).toBeUndefined()
    expect(foldAt(`${'word '.repeat(40)}`, { characters: 125, lines: 3 })).toBe(124)
    expect(foldAt('a\nb\nc\nd', { characters: 125, lines: 3 })).toBe(5)
  })
})

describe('a preview', () => {
  it('that was not kept says why', () => {
    const medium = { url: 'https://a.example/1', sha256: null, preview_url: null, mime: null, bytes: null } as const
    expect(String(mediaPreviews([{ ...medium, preview: 'unreachable' }]))).toContain('can not be reached')
    expect(String(mediaPreviews([{ ...medium, preview: 'not_hashed' }]))).toContain('Still being fetched')
  })
})
