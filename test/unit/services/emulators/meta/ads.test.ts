import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { graphWorld } from './graph-world.ts'

const ACT = '/act_ads-demo'
const CAMPAIGN = {
  name: 'mandate:a:campaign',
  objective: 'OUTCOME_TRAFFIC',
  status: 'PAUSED',
  special_ad_categories: [],
  is_adset_budget_sharing_enabled: false,
}
const AD_SET = {
  name: 'mandate:a:adset',
  status: 'PAUSED',
  billing_event: 'IMPRESSIONS',
  optimization_goal: 'LINK_CLICKS',
  bid_strategy: 'LOWEST_COST_WITHOUT_CAP',
  lifetime_budget: 5000,
  end_time: '2026-04-01T00:00:00Z',
  targeting: {
    age_min: 25,
    age_max: 44,
    geo_locations: { country_groups: ['worldwide'] },
    targeting_automation: { advantage_audience: 0 },
  },
}
const creativeOf = (link_data: object = {}) => ({
  name: 'mandate:a:creative',
  object_story_spec: {
    page_id: 'page-of-ads-demo',
    link_data: { message: 'Read this', link: 'https://example.org', ...link_data },
  },
})
const named = (value: string) => encodeURIComponent(JSON.stringify([{ field: 'name', operator: 'EQUAL', value }]))

async function adWorld() {
  const world = await graphWorld('ads-demo')
  const parts = async (link_data: object = {}) => {
    const campaign_id = await world.made(`${ACT}/campaigns`, CAMPAIGN)
    const adset_id = await world.made(`${ACT}/adsets`, { ...AD_SET, campaign_id })
    const creative_id = await world.made(`${ACT}/adcreatives`, creativeOf(link_data))
    return { adset_id, creative: { creative_id } }
  }
  return { ...world, parts }
}

it('an ad is published by its last part alone, with the text, budget and pictures of the others', async () => {
  const { post, parts, made, emulator } = await adWorld()
  const { bytes } = emulator.picture
  const { body } = await post(`${ACT}/adimages`, { bytes: Buffer.from(bytes).toString('base64') })
  const { hash: image_hash } = (body.images as { bytes: { hash: string } }).bytes
  const made1 = await parts({ image_hash })
  expect(await emulator.published()).toEqual([])
  const id = await made(`${ACT}/ads`, { name: 'mandate:a:ad', status: 'PAUSED', ...made1 })
  expect(await emulator.published()).toMatchObject([
    {
      id,
      account: 'ads-demo',
      text: 'Read this',
      budget_minor: 5000,
      media: [{ url: image_hash, sha256: createHash('sha256').update(bytes).digest('hex') }],
      details: { name: 'mandate:a:ad', status: 'PAUSED' },
    },
  ])
})

it('each part is found by its exact name, and by no other', async () => {
  const { parts, made, ask } = await adWorld()
  await made(`${ACT}/ads`, { name: 'mandate:a:ad', status: 'PAUSED', ...(await parts()) })
  for (const [edge, thing] of [
    ['campaigns', 'campaign'],
    ['adsets', 'adset'],
    ['adcreatives', 'creative'],
    ['ads', 'ad'],
  ]) {
    const found = async (name: string) =>
      (await ask(`${ACT}/${edge}?fields=id,name&filtering=${named(name)}`)).body.data?.map(one => one.name)
    expect(await found(`mandate:a:${thing}`)).toEqual([`mandate:a:${thing}`])
    expect(await found('mandate:a')).toEqual([])
  }
})

it('a dry run looks and makes nothing', async () => {
  const { post, ask } = await adWorld()
  const execution_options = ['validate_only']
  expect((await post(`${ACT}/campaigns`, { ...CAMPAIGN, execution_options })).body).toEqual({ success: true })
  expect(await post(`${ACT}/campaigns`, { ...CAMPAIGN, objective: 'FAME', execution_options })).toMatchObject({
    body: { error: { code: 100 } },
  })
  expect((await ask(`${ACT}/campaigns`)).body.data).toEqual([])
})

describe('refuses with code 100', () => {
  const { special_ad_categories: _, ...undeclared } = CAMPAIGN
  const { is_adset_budget_sharing_enabled: __, ...unshared } = CAMPAIGN
  it.each([
    ['a campaign that does not declare its special categories', 'campaigns', undeclared],
    ['a campaign that does not say where its budget lies', 'campaigns', unshared],
    ['an unknown parameter', 'campaigns', { ...CAMPAIGN, surprise: 1 }],
    ['an ad set of no campaign', 'adsets', { ...AD_SET, campaign_id: '1' }],
    ['a creative with a picture that nobody uploaded', 'adcreatives', creativeOf({ image_hash: 'abc' })],
    ['an ad of no ad set', 'ads', { name: 'a', status: 'PAUSED', adset_id: '1', creative: { creative_id: '1' } }],
    ['a picture that is no base64', 'adimages', { bytes: '%%%' }],
  ])('%s', async (_, edge, body) => {
    const { post } = await adWorld()
    expect(await post(`${ACT}/${edge}`, body)).toMatchObject({ status: 400, body: { error: { code: 100 } } })
  })

  it.each([
    ['ends in the past', { end_time: '2026-02-01T00:00:00Z' }],
    ['has no place', { targeting: { targeting_automation: { advantage_audience: 0 } } }],
    ['lets nobody in', { targeting: { ...AD_SET.targeting, age_min: 50 } }],
    ['aims at children', { targeting: { ...AD_SET.targeting, age_min: 12 } }],
    ['does not say whether it may be widened', { targeting: { geo_locations: {} } }],
  ])('an ad set that %s', async (_, more) => {
    const { made, post } = await adWorld()
    const campaign_id = await made(`${ACT}/campaigns`, CAMPAIGN)
    expect(await post(`${ACT}/adsets`, { ...AD_SET, campaign_id, ...more })).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    })
  })
})

it('an interest has one id, however it is written; what is unknown has none', async () => {
  const { ask } = await adWorld()
  const ids = async (q: string) =>
    (await ask(`/search?type=adinterest&q=${encodeURIComponent(q)}`)).body.data?.map(({ id }) => id)
  expect(await ids('Coffee')).toEqual(await ids('coffee'))
  expect(await ids('Coffee')).not.toEqual(await ids('Tea'))
  for (const q of ['unknown', 'the Unknown', 'x', 'x'.repeat(41)]) expect(await ids(q)).toEqual([])
})

it('the ad account pays in EUR', async () => {
  const { ask } = await adWorld()
  expect((await ask(`${ACT}?fields=currency`)).body).toEqual({ id: 'act_ads-demo', currency: 'EUR' })
})

it('a paused ad never ran; an active one shows figures, its spend as a decimal', async () => {
  const { made, ask, parts, later } = await adWorld()
  const shared = await parts()
  const paused = await made(`${ACT}/ads`, { name: 'p', status: 'PAUSED', ...shared })
  const active = await made(`${ACT}/ads`, { name: 'a', status: 'ACTIVE', ...shared })
  later(3600_000)
  const rows = async (id: string) =>
    (await ask(`/${id}/insights?fields=spend,impressions,clicks,reach,account_currency&date_preset=maximum`)).body.data
  expect(await rows(paused)).toEqual([])
  expect(await rows(active)).toMatchObject([{ spend: expect.stringMatching(/^\d+\.\d\d$/), account_currency: 'EUR' }])
})
