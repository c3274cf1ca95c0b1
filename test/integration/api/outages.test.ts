import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { type CuttableProxy, openCuttableProxy } from '#test/support/cuttable-proxy.ts'
import { openTestApi, REPLICAS, TENANT_A, type TestApi } from '#test/support/open-test-api.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function behindProxies(): Promise<{ api: TestApi; postgres: CuttableProxy; redis: CuttableProxy }> {
  const proxies: CuttableProxy[] = []
  const api = await openTestApi(async database => {
    proxies.push(await openCuttableProxy(database.url), await openCuttableProxy(inject('backing').REDIS_URL ?? ''))
    return { DATABASE_URL: proxies[0]?.url ?? '', REDIS_URL: proxies[1]?.url ?? '', API_RATE_LIMIT: '5/60' }
  })
  const [postgres, redis] = proxies
  if (postgres === undefined || redis === undefined) throw new Error('no proxies')
  closing.push(
    () => postgres.close(),
    () => redis.close(),
    () => api.close(),
  )
  return { api, postgres, redis }
}

const create = (api: TestApi, as?: string) =>
  api.call('POST', '/api/v1/campaigns', { body: { tenant_id: TENANT_A }, ...(as && { as }) })

describe('while Postgres is away', () => {
  it('nothing is accepted: 503 with Retry-After, and all is well again by itself', async () => {
    const { api, postgres } = await behindProxies()
    const { body } = await create(api)
    postgres.cut()
    const refused = await Promise.all([
      create(api),
      api.call('POST', `/api/v1/campaigns/${body.campaign_id}/start`),
      api.call('GET', `/api/v1/campaigns/${body.campaign_id}`),
    ])
    for (const answer of refused) {
      expect([answer.status, answer.body.code]).toEqual([503, 'UNAVAILABLE'])
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(answer.text).not.toMatch(/ECONN|postgres/i)
    }
    expect((await api.call('GET', '/readyz', { as: '' })).status).toBe(503)
    expect((await api.call('GET', '/livez', { as: '' })).status).toBe(200)
    expect((await api.call('GET', '/health', { as: '' })).body).toMatchObject({
      checks: { postgres: 'down', redis: 'ok' },
    })
    postgres.mend()
    const as = await api.issuer.token({ tenant: TENANT_A })
    await vi.waitFor(async () => expect((await api.call('GET', '/readyz', { as: '' })).status).toBe(200), 5000)
    expect((await api.call('GET', `/api/v1/campaigns/${body.campaign_id}`, { as })).body.status).toBe('draft')
  })
})

describe('while Redis is away', () => {
  it('campaigns are created and started all the same, and the process is ready', async () => {
    const { api, redis } = await behindProxies()
    redis.cut()
    await delay(50)
    const { status, body } = await create(api)
    expect(status).toBe(201)
    expect((await api.call('POST', `/api/v1/campaigns/${body.campaign_id}/start`)).status).toBe(202)
    expect((await api.call('GET', '/readyz', { as: '' })).status).toBe(200)
    const health = await api.call('GET', '/health', { as: '' })
    expect([health.status, health.body.checks.redis]).toEqual([503, 'down'])
  })

  it('the rate limit is kept by each process', async () => {
    const { api, redis } = await behindProxies()
    redis.cut()
    await delay(50)
    const statuses = []
    for (let index = 0; index < 5 * REPLICAS + 2; index++)
      statuses.push((await api.call('GET', '/api/v1/campaigns')).status)
    expect(statuses.filter(status => status === 200)).toHaveLength(5 * REPLICAS)
  })
})

describe('the rate limit', () => {
  it('is one for all processes and one for each tenant, with RateLimit fields and Retry-After', async () => {
    const first = await openTestApi({ API_RATE_LIMIT: '6/60' })
    closing.push(() => first.close())
    const second = await openTestApi({ API_RATE_LIMIT: '6/60', REDIS_PREFIX: first.prefix })
    closing.push(() => second.close())
    const statuses = []
    for (let index = 0; index < 8; index++)
      statuses.push((await (index % 2 ? second : first).call('GET', '/api/v1/campaigns')).status)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429])
    const { status, headers, body } = await first.call('GET', '/api/v1/campaigns')
    expect([status, body.code]).toEqual([429, 'RATE_LIMITED'])
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    expect(headers.get('ratelimit-policy')).toBe('"default";q=6;w=60')
    expect(headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/)
    expect((await first.call('GET', '/api/v1/campaigns', { as: first.tokens.eve })).status).toBe(200)
  })
})

describe('a process that is told to go', () => {
  it('answers open waits, ends streams, refuses new work with 503, and is gone within its grace', async () => {
    const api = await openTestApi()
    closing.push(() => api.close())
    const { body } = await create(api)
    const path = `/api/v1/campaigns/${body.campaign_id}`
    const posted = api.call('POST', `${path}/start`, { headers: { prefer: 'wait=50' } })
    const polled = api.call('GET', `${path}?wait=50`, { headers: { 'if-none-match': '"2.0"' } })
    const streamed = api.call('GET', `${path}/events`)
    await delay(400)
    const startedAt = performance.now()
    const stopping = api.stop(5000)
    const [post, poll, stream] = await Promise.all([posted, polled, streamed])
    expect([post.status, post.headers.get('preference-applied')]).toEqual([202, 'wait=50'])
    expect([200, 304]).toContain(poll.status)
    expect(stream.text).toContain('event: campaign.started')
    await stopping
    expect(performance.now() - startedAt).toBeLessThan(3000)
    await expect(api.call('GET', '/livez', { as: '' })).rejects.toThrow('fetch failed')
  })
})
