import twitterText from 'twitter-text'
import { describe, expect, it } from 'vitest'
import { type PreflightInput, preflight } from '#domain/action/preflight.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const MEASURES = {
  weightOf: (text: string) => twitterText.parseTweet(text).weightedLength,
  leadsInside: (url: URL) => url.hostname === 'inside',
  now: NOW,
}
const findings = (input: Partial<PreflightInput> & { payload: PreflightInput['payload'] }) =>
  preflight({ platform: 'MOCK', accountKind: 'user', ...input }, MEASURES).map(
    ({ severity, pointer }) => `${severity} ${pointer}`,
  )

describe('preflight', () => {
  it('has nothing to say about a plain post', () => {
    expect(findings({ payload: { content_text: 'hello' } })).toEqual([])
  })

  it('counts as the platform counts', () => {
    const ERROR = 'ERROR /payload/content_text'
    const link = `https://example.com/${'x'.repeat(300)}`
    expect(findings({ platform: 'TWITTER', payload: { content_text: `see ${link}` } })).toEqual([])
    expect(findings({ platform: 'TWITTER', payload: { content_text: '漢'.repeat(141) } })).toEqual([ERROR])
    expect(findings({ platform: 'LINKEDIN', payload: { content_text: 'x'.repeat(3000) } })).toEqual([])
    expect(findings({ platform: 'LINKEDIN', payload: { content_text: 'x'.repeat(3001) } })).toEqual([ERROR])
    expect(findings({ platform: 'META', accountKind: 'page', payload: { content_text: 'x'.repeat(2201) } })).toEqual([])
    expect(
      findings({
        platform: 'META',
        accountKind: 'instagram',
        payload: { content_text: 'x'.repeat(2201), media_urls: ['https://a.example/1.png'], alt_texts: ['a'] },
      }),
    ).toEqual([ERROR])
  })

  it('refuses media from inside', () => {
    const media_urls = ['http://store/mandate/a.png', 'http://inside/a.png', 'https://pictures.example/a.png']
    expect(findings({ payload: { content_text: 'x', media_urls, alt_texts: ['a', 'b', 'c'] } })).toEqual([
      'ERROR /payload/media_urls/1',
    ])
  })

  it('warns of what the platform cannot use instead of dropping it', () => {
    const payload = {
      content_text: 'x',
      target_audience: { age_range: [18, 30] as [number, number], interests: [] },
      currency: 'EUR',
      schedule_zone: 'Europe/Amsterdam',
      mock: {},
      kind: 'post' as const,
    }
    expect(findings({ platform: 'TWITTER', payload })).toEqual([
      'WARNING /payload/target_audience',
      'WARNING /payload/currency',
      'WARNING /payload/schedule_zone',
      'WARNING /payload/kind',
      'WARNING /payload/mock',
    ])
  })

  it('refuses an expiry that is over or before the schedule', () => {
    expect(findings({ payload: { content_text: 'x' }, expiresAt: '2026-11-20T08:00:00Z' })).toEqual([
      'ERROR /expires_at',
    ])
    expect(
      findings({
        payload: { content_text: 'x', schedule_time: '2026-11-22T08:00:00Z' },
        expiresAt: '2026-11-21T08:00:00Z',
      }),
    ).toEqual(['ERROR /expires_at'])
  })
})
