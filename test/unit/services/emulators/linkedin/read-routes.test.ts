import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Headers, linkedinWire } from './linkedin-wire.ts'

const MEMBER: Headers = { authorization: 'Bearer emulated-member-ann' }
const MEMBERS = { author: 'urn:li:person:member-ann' }
const Found = z.object({ elements: z.array(z.looseObject({ commentary: z.string() })) })
const Statistics = z.object({
  elements: z.tuple([z.object({ totalShareStatistics: z.looseObject({ impressionCount: z.number() }) })]),
})
const idOf = (response: Response) => response.headers.get('x-restli-id') ?? ''
const found = async (response: Response) => Found.parse(await response.json()).elements

describe('the list of posts', () => {
  it('has an organization’s own, the last first, by pages', async () => {
    const wire = await linkedinWire()
    for (const text of ['one', 'two', 'three']) await wire.post(text)
    await wire.post('another’s', { author: 'urn:li:organization:other' }, { authorization: 'Bearer emulated-other' })
    const texts = async (query: string) => (await found(await wire.find(query))).map(({ commentary }) => commentary)
    expect(await texts('&count=2&sortBy=LAST_MODIFIED')).toEqual(['three', 'two'])
    expect(await texts('&count=2&start=2')).toEqual(['one'])
    expect(await texts('&count=2&start=4')).toEqual([])
  })

  it('is not for members, nor of others, nor without the method', async () => {
    const wire = await linkedinWire()
    expect((await wire.find('', MEMBER)).status).toBe(403)
    expect((await wire.find('', { authorization: 'Bearer emulated-other' })).status).toBe(403)
    expect((await wire.find('', { 'x-restli-method': undefined })).status).toBe(400)
    expect((await wire.find('&count=1000')).status).toBe(400)
  })

  it('does not show what is hidden from search, which has its name all the same', async () => {
    const wire = await linkedinWire()
    await wire.fault({ fault: 'hide_from_search', seconds: 60, times: 1 })
    const id = idOf(await wire.post('hidden'))
    expect(await found(await wire.find())).toEqual([])
    expect((await wire.get(`/rest/posts/${encodeURIComponent(id)}`)).status).toBe(200)
    wire.clock.now = new Date(wire.clock.now.getTime() + 60_000)
    expect(await found(await wire.find())).toHaveLength(1)
  })
})

describe('figures', () => {
  const statistics = (urn: string) =>
    `/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=urn%3Ali%3Aorganization%3Ademo&shares=List(${encodeURIComponent(urn)})`

  it('of an organization’s post grow', async () => {
    const wire = await linkedinWire()
    const urn = idOf(await wire.post('watched'))
    const impressions = async () =>
      Statistics.parse(await (await wire.get(statistics(urn))).json()).elements[0].totalShareStatistics.impressionCount
    expect(await impressions()).toBe(0)
    wire.clock.now = new Date(wire.clock.now.getTime() + 60_000)
    expect(await impressions()).toBeGreaterThan(0)
  })

  it('of a member’s post are likes and comments alone', async () => {
    const wire = await linkedinWire()
    const urn = idOf(await wire.post('mine', MEMBERS, MEMBER))
    expect((await wire.get(statistics(urn), MEMBER)).status).toBe(403)
    expect(await (await wire.get(`/rest/socialActions/${encodeURIComponent(urn)}`, MEMBER)).json()).toMatchObject({
      likesSummary: { totalLikes: 0 },
      commentsSummary: { aggregatedTotalComments: 0 },
    })
  })
})
