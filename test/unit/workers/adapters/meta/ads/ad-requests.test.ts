import { describe, expect, it } from 'vitest'
import type { Post } from '#domain/ports/platform.ts'
import { adRequest, adSetRequest, campaignRequest, creativeRequest } from '#workers/adapters/meta/ads/ad-requests.ts'

const post = (more: Partial<Post> = {}): Post => ({
  actionId: 'act-1',
  account: { tenantId: 't', account: 'ads-demo', kind: 'ads' },
  text: 'Read this',
  media: [],
  ...more,
})
const made = { campaignId: 'c', lifetimeBudget: 5000, endTime: '2026-04-01T00:00:00.000Z', interests: [] }

it('everything that has a status is paused, and everything carries the action in its name', () => {
  const paused = [campaignRequest(post()), adSetRequest(post(), {}, made), adRequest(post(), 's', 'k')]
  expect(paused.map(({ status, name }) => [status, name])).toEqual([
    ['PAUSED', 'mandate:act-1:campaign'],
    ['PAUSED', 'mandate:act-1:adset'],
    ['PAUSED', 'mandate:act-1:ad'],
  ])
  expect(creativeRequest(post(), { appearsAs: 'p' }, []).name).toBe('mandate:act-1:creative')
})

describe('an ad set', () => {
  it('aims at the approved audience, and may not be widened', () => {
    const audience = { ageRange: [25, 44], interests: ['Coffee'] } as const
    const { targeting } = adSetRequest(post({ audience }), {}, { ...made, interests: [{ id: '6003', name: 'Coffee' }] })
    expect(targeting).toEqual({
      age_min: 25,
      age_max: 44,
      geo_locations: { country_groups: ['worldwide'] },
      flexible_spec: [{ interests: [{ id: '6003', name: 'Coffee' }] }],
      targeting_automation: { advantage_audience: 0 },
    })
  })

  it('takes Meta’s 65, which means everybody from there, for whoever is older', () => {
    const audience = { ageRange: [70, 99], interests: [] } as const
    expect(adSetRequest(post({ audience }), {}, made).targeting).toMatchObject({ age_min: 65, age_max: 65 })
  })

  it('says who pays where that is known', () => {
    expect(adSetRequest(post(), {}, made)).not.toHaveProperty('dsa_payor')
    const dsa = { beneficiary: 'B', payor: 'P' }
    expect(adSetRequest(post(), { dsa }, made)).toMatchObject({ dsa_beneficiary: 'B', dsa_payor: 'P' })
  })
})

describe('a creative', () => {
  const story = (text: string, hashes: string[]) =>
    creativeRequest(post({ text }), { appearsAs: 'p1' }, hashes).object_story_spec

  it('has the approved text as it is, and leads to its first address', () => {
    const text = '  See (https://example.org/a?b=c&d=e). Or http://example.com  '
    expect(story(text, ['h1'])).toEqual({
      page_id: 'p1',
      link_data: { message: text, link: 'https://example.org/a?b=c&d=e', image_hash: 'h1' },
    })
  })

  it('leads to its page where the text names no address', () => {
    expect(story('Read this', [])).toEqual({
      page_id: 'p1',
      link_data: { message: 'Read this', link: 'https://www.facebook.com/p1' },
    })
  })

  it('shows several pictures one after the other, in order', () => {
    expect(story('https://example.org', ['h1', 'h2']).link_data).toEqual({
      message: 'https://example.org',
      link: 'https://example.org',
      child_attachments: [
        { link: 'https://example.org', image_hash: 'h1' },
        { link: 'https://example.org', image_hash: 'h2' },
      ],
    })
  })
})
