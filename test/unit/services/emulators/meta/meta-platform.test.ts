import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { graphWorld } from './graph-world.ts'

const proof = (token: string) => createHmac('sha256', 'emulated-app-secret').update(token).digest('hex')

describe('who calls', () => {
  it.each([
    ['without a token', { authorization: '' }, 401, 104],
    ['with a token of nobody', { authorization: 'Bearer of-nobody' }, 401, 190],
    ['with a bare prefix', { authorization: 'Bearer emulated-' }, 401, 190],
  ])('%s is answered as Meta does, and nothing is published', async (_, headers, status, code) => {
    const world = await graphWorld('demo')
    const answer = await world.post('/demo/feed', { message: 'hello' }, headers)
    expect(answer).toMatchObject({ status, body: { error: { code, type: 'OAuthException' } } })
    expect(answer.headers.get('www-authenticate')).toContain('invalid_token')
    expect(await world.texts()).toEqual([])
  })

  it('proves the app’s secret, where a proof is sent', async () => {
    const { ask } = await graphWorld('demo')
    expect((await ask(`/demo?appsecret_proof=${proof('emulated-demo')}`)).status).toBe(200)
    expect(await ask(`/demo?appsecret_proof=${proof('emulated-other')}`)).toMatchObject({
      status: 400,
      body: { error: { code: 100, type: 'GraphMethodException' } },
    })
  })

  it('may show the token as a parameter, as many clients do', async () => {
    const { emulator } = await graphWorld('demo')
    expect((await fetch(`${emulator.url}/v26.0/demo?access_token=emulated-demo`)).status).toBe(200)
  })

  it.each([
    ['another page', '/other'],
    ['what is not there', '/12345'],
    ['another’s ad account', '/act_ads-demo'],
  ])('does not see %s', async (_, path) => {
    const { ask } = await graphWorld('demo')
    expect(await ask(path)).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } })
  })

  it('does not see another’s post', async () => {
    const { made, emulator } = await graphWorld('demo')
    const id = await made('/demo/feed', { message: 'mine' })
    const answer = await fetch(`${emulator.url}/v26.0/${id}`, { headers: { authorization: 'Bearer emulated-other' } })
    expect(await answer.json()).toMatchObject({ error: { code: 100, error_subcode: 33 } })
  })
})

describe('what is asked', () => {
  it('of a version that is gone is refused', async () => {
    const { emulator } = await graphWorld('demo')
    const answer = await fetch(`${emulator.url}/v12.0/demo`, { headers: { authorization: 'Bearer emulated-demo' } })
    expect(await answer.json()).toMatchObject({ error: { code: 2635 } })
  })

  it.each([
    ['an edge that a page does not have', 'POST', '/demo/media', 2500],
    ['a method that an edge does not have', 'DELETE', '/demo/feed', 2500],
    ['a field that a page does not have', 'GET', '/demo?fields=id,nonsense', 100],
    ['a parameter that a read does not have', 'GET', '/demo?surprise=1', 100],
    ['a cursor that was not given out', 'GET', '/demo/published_posts?after=!!', 100],
  ])('as %s is refused', async (_, method, path, code) => {
    const { ask } = await graphWorld('demo')
    expect(await ask(path, { method })).toMatchObject({ status: 400, body: { error: { code } } })
  })

  it('as JSON that is none is refused', async () => {
    const { ask } = await graphWorld('demo')
    const headers = { 'content-type': 'application/json' }
    for (const body of ['{', '[]', '"x"']) {
      expect(await ask('/demo/feed', { method: 'POST', body, headers })).toMatchObject({
        body: { error: { code: 100 } },
      })
    }
  })

  it('as an object member that every object has is no edge', async () => {
    const { ask } = await graphWorld('demo')
    expect(await ask('/demo/constructor')).toMatchObject({ status: 400, body: { error: { code: 2500 } } })
  })
})

describe('faults, on every surface', () => {
  const surfaces = [
    ['page', 'demo', 32],
    ['instagram', 'ig-demo', 80002],
    ['ads', 'ads-demo', 80004],
  ] as const

  it.each(surfaces)('a limited %s says so in its own code, and until when in minutes', async (_, account, code) => {
    const { emulator, publish } = await publishing(account)
    await emulator.fault({ fault: 'rate_limit', reset_seconds: 90, times: 1 })
    const answer = await publish('hello')
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } })
    expect(JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '{}')).toMatchObject({
      [account]: [{ call_count: 100, estimated_time_to_regain_access: 2 }],
    })
    expect(await emulator.published()).toEqual([])
  })

  it.each(surfaces)(
    'an error 500 of %s is code 2 and transient, whether it was published or not',
    async (_, account) => {
      const { emulator, publish } = await publishing(account)
      await emulator.fault({ fault: 'error_500', times: 1 })
      const failed = { status: 500, body: { error: { code: 2, is_transient: true } } }
      expect(await publish('one')).toMatchObject(failed)
      expect(await emulator.published()).toHaveLength(0)
      await emulator.fault({ fault: 'commit_then_500', times: 1 })
      expect(await publish('two')).toMatchObject(failed)
      expect(await emulator.published()).toHaveLength(1)
    },
  )

  it.each(surfaces)('a restricted %s may do all but publish', async (_, account) => {
    const { publish, emulator } = await publishing(account.replace('demo', 'restricted'))
    const code = account === 'ig-demo' ? 25 : 368
    expect(await publish('hello')).toMatchObject({ status: 400, body: { error: { code } } })
    expect(await emulator.published()).toEqual([])
  })
})

it('usage climbs with use, stops at a hundred percent and comes back', async () => {
  const { emulator, post, later } = await graphWorld('demo')
  await emulator.put('limits', { account: { count: 4, seconds: 600 } })
  const used = []
  for (const message of ['1', '2', '3', '4', '5']) {
    const { status, headers } = await post('/demo/feed', { message })
    used.push([status, JSON.parse(headers.get('x-page-usage') ?? '{}').call_count])
  }
  expect(used).toEqual([
    [200, 25],
    [200, 50],
    [200, 75],
    [200, 100],
    [400, 100],
  ])
  later(600_000)
  expect((await post('/demo/feed', { message: '5' })).status).toBe(200)
})

/** Publishes a text on whatever surface the account is. */
async function publishing(account: string) {
  const world = await graphWorld(account)
  await world.emulator.put('processing', { ms: 0 })
  const publish = async (text: string) => {
    if (account.startsWith('ig-')) {
      const creation_id = await world.made(`/${account}/media`, { image_url: 'https://e.org/a.jpg', caption: text })
      return world.post(`/${account}/media_publish`, { creation_id })
    }
    if (!account.startsWith('ads-')) return world.post(`/${account}/feed`, { message: text })
    const { adset_id, creative_id } = await adParts(world, account, text)
    return world.post(`/act_${account}/ads`, { name: text, adset_id, creative: { creative_id }, status: 'PAUSED' })
  }
  return { ...world, publish }
}

async function adParts({ made }: Awaited<ReturnType<typeof graphWorld>>, account: string, message: string) {
  const campaign_id = await made(`/act_${account}/campaigns`, {
    name: 'c',
    objective: 'OUTCOME_TRAFFIC',
    status: 'PAUSED',
    special_ad_categories: [],
    is_adset_budget_sharing_enabled: false,
  })
  const adset_id = await made(`/act_${account}/adsets`, {
    name: 's',
    campaign_id,
    status: 'PAUSED',
    billing_event: 'IMPRESSIONS',
    optimization_goal: 'LINK_CLICKS',
    bid_strategy: 'LOWEST_COST_WITHOUT_CAP',
    lifetime_budget: 5000,
    end_time: '2026-04-01T00:00:00Z',
    targeting: {
      geo_locations: { country_groups: ['worldwide'] },
      targeting_automation: { advantage_audience: 0 },
    },
  })
  const link_data = { message, link: 'https://example.org' }
  const creative_id = await made(`/act_${account}/adcreatives`, {
    name: 'k',
    object_story_spec: { page_id: `page-of-${account}`, link_data },
  })
  return { adset_id, creative_id }
}
