import { describe, expect, it } from 'vitest'
import {
  AdInsights,
  adFigures,
  fromMetaAnswer,
  Insights,
  instagramFigures,
  PostCounts,
  pageFigures,
} from '#workers/adapters/meta/transform.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const permalinkOf = (id: string) => `https://www.facebook.com/${id}`
const answered = (status: number, body: string, headers: Record<string, string> = {}) =>
  fromMetaAnswer({ status, headers, body }, permalinkOf, NOW)

describe('what an answer to the publishing call proves', () => {
  it('a readable 200 is accepted, with what it says of the account’s window', () => {
    const usage = { 'x-page-usage': '{"call_count":40,"total_cputime":61,"total_time":12}' }
    expect(answered(200, '{"id":"1_2","post_supports_client_mutation_id":true}', usage)).toEqual({
      kind: 'accepted',
      platformRefId: '1_2',
      permalink: 'https://www.facebook.com/1_2',
      httpStatus: 200,
      allowance: { limit: 100, remaining: 39, resetsAtMs: NOW + 3600_000 },
    })
  })

  it('names no address where none follows from the id', () => {
    const answer = { status: 200, headers: {}, body: '{"id":"9"}' }
    expect(fromMetaAnswer(answer, undefined, NOW)).toEqual({ kind: 'accepted', platformRefId: '9', httpStatus: 200 })
  })

  it.each([
    ['a 200 without an id', 200, '{"success":true}'],
    ['a 200 with an empty id', 200, '{"id":""}'],
    ['a 200 with an id that is none', 200, '{"id":12}'],
    ['a 200 cut off', 200, '{"id":"1_'],
    ['a 200 that is a page', 200, '<html></html>'],
    ['a 200 that holds an error', 200, '{"id":"1_2","error":{"message":"no","code":1}}'],
    ['a 201', 201, '{"id":"1_2"}'],
    ['a 204', 204, ''],
    ['a redirect', 301, ''],
    ['a 500', 500, '{"error":{"message":"An unknown error occurred","type":"OAuthException","code":1}}'],
    ['a 502 page', 502, '<html>Bad Gateway</html>'],
  ])('%s is unknown', (_, status, body) => {
    expect(answered(status, body)).toMatchObject({ kind: 'unknown', httpStatus: status })
  })

  it.each([
    ['refused', 400, 100],
    ['unauthorized', 401, 190],
    ['rate_limited', 400, 32],
    ['unknown', 400, 506],
  ])('is %s with the verdict on its error, and keeps the status and the window', (kind, status, code) => {
    const body = JSON.stringify({ error: { message: 'why', code } })
    expect(answered(status, body, { 'x-app-usage': '{"call_count":100}' })).toMatchObject({
      kind,
      httpStatus: status,
      allowance: { limit: 100, remaining: 0 },
    })
  })
})

describe('figures', () => {
  const insight = (name: string, value: unknown) => ({ name, period: 'lifetime', values: [{ value }], id: `x/${name}` })

  it('of a page’s post come from its insights and its counts', () => {
    const insights = Insights.parse({ data: [insight('post_media_view', 120), insight('post_clicks', 7)] })
    const counts = PostCounts.parse({
      likes: { data: [], summary: { total_count: 5, can_like: true } },
      comments: { data: [], summary: { total_count: 2 } },
      shares: { count: 3 },
    })
    expect(pageFigures(insights, counts)).toEqual({ impressions: 120, clicks: 7, likes: 5, comments: 2, shares: 3 })
  })

  it('that Meta does not tell are left out, but for shares, which it leaves out where there are none', () => {
    const insights = Insights.parse({
      data: [insight('post_media_view', { a: 1 }), { name: 'post_clicks', values: [] }],
    })
    expect(pageFigures(insights, PostCounts.parse({ id: '1_2' }))).toEqual({ shares: 0 })
  })

  it('of an Instagram medium come from its insights', () => {
    const insights = Insights.parse({
      data: [insight('views', 10), insight('likes', 4), insight('comments', 1), insight('shares', 0)],
    })
    expect(instagramFigures(insights)).toEqual({ impressions: 10, likes: 4, comments: 1, shares: 0 })
  })

  it.each([
    [{ impressions: '1000', clicks: '12', spend: '12.34', account_currency: 'EUR' }, 1234],
    [{ impressions: '1000', clicks: '12', spend: '0.29', account_currency: 'USD' }, 29],
    [{ impressions: '1000', clicks: '12', spend: '500', account_currency: 'JPY' }, 500],
    [{ impressions: '1000', clicks: '12', spend: '1.5', account_currency: 'KWD' }, 1500],
  ])('of an ad come as text, its spend in the currency of its account: %j', (row, spend_minor) => {
    expect(adFigures(AdInsights.parse({ data: [row] }))).toEqual({ impressions: 1000, clicks: 12, spend_minor })
  })

  it('of an ad whose currency is not told have no spend: it is not guessed', () => {
    expect(adFigures(AdInsights.parse({ data: [{ impressions: '1', spend: '3.00' }] }))).toEqual({ impressions: 1 })
  })

  it('of an ad that never ran are nothing', () => {
    expect(adFigures(AdInsights.parse({ data: [] }))).toEqual({ impressions: 0, clicks: 0, spend_minor: 0 })
  })
})
