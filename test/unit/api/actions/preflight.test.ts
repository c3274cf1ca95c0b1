import { describe, expect, it } from 'vitest'
import { isInnerAddress } from '#api/actions/inner-address.ts'
import { type PreflightInput, preflight } from '#api/actions/preflight.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const findings = (input: Partial<PreflightInput> & { payload: PreflightInput['payload'] }) =>
  preflight({ platform: 'MOCK', account: 'demo', ...input }, ['http://127.0.0.1:3003'], NOW).map(
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
    expect(findings({ platform: 'META', account: 'page', payload: { content_text: 'x'.repeat(2201) } })).toEqual([])
    expect(
      findings({
        platform: 'META',
        account: 'ig-me',
        payload: { content_text: 'x'.repeat(2201), media_urls: ['https://a.example/1.png'], alt_texts: ['a'] },
      }),
    ).toEqual([ERROR])
  })

  it('refuses media from inside, but for the object store', () => {
    const media_urls = [
      'http://127.0.0.1:3003/mandate/a.png',
      'http://127.0.0.1:3004/a.png',
      'https://pictures.example/a.png',
    ]
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

describe('inner addresses', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.0.0.8/',
    'http://172.16.3.4/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data',
    'http://100.64.0.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[fd00::1]/',
    'http://[fe80::1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://redis/',
    'http://db.internal/',
    'http://printer.local/',
    'http://api.default.svc.cluster.local/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
  ])('%s is one', address => {
    expect(isInnerAddress(new URL(address))).toBe(true)
  })

  it.each(['https://example.com/', 'http://8.8.8.8/', 'https://[2001:4860:4860::8888]/'])('%s is none', address => {
    expect(isInnerAddress(new URL(address))).toBe(false)
  })
})
