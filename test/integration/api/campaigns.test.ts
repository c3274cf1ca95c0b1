import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CampaignPayload } from '#contracts/campaign-payload.ts'
import { openTestApi, TENANT_A, TENANT_B, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

const create = async (body: object = {}, headers: Record<string, string> = {}) =>
  api.call('POST', '/api/v1/campaigns', { body: { tenant_id: TENANT_A, ...body }, headers })

describe('a campaign', () => {
  it('needs its tenant alone', async () => {
    const { status, headers, body } = await create()
    expect(status).toBe(201)
    expect(CampaignPayload.parse(body)).toMatchObject({
      state: 'IDLE',
      status: 'draft',
      max_retries: 3,
      channels: [{ platform: 'MOCK', account: 'demo' }],
      execution_log: [{ seq: 1, actor_service: 'ada', action: 'campaign.created' }],
    })
    expect(body.brief.objective).not.toBe('')
    const again = await api.call('GET', headers.get('location') ?? '')
    const { updated_at: _, created_at: __, ...rest } = body
    expect(again.body).toMatchObject(rest)
  })

  it('starts once: 202 with where it is, then 409 with what is allowed', async () => {
    const { body } = await create()
    const path = `/api/v1/campaigns/${body.campaign_id}`
    const started = await api.call('POST', `${path}/start`)
    expect(started.status).toBe(202)
    expect(started.headers.get('location')).toBe(path)
    expect(started.headers.get('retry-after')).toBe('1')
    expect(CampaignPayload.parse(started.body)).toMatchObject({ state: 'RADAR_SCAN', status: 'running' })
    const seen = await api.call('GET', path)
    expect(seen.body.execution_log).toEqual(started.body.execution_log)
    expect(seen.headers.get('etag')).toBe(started.headers.get('etag'))
    const again = await api.call('POST', `${path}/start`)
    expect([again.status, again.body.code, again.body.allowed]).toEqual([409, 'INVALID_STATE', ['cancel']])
  })

  it('started by ten at once is started once', async () => {
    const { body } = await create()
    const path = `/api/v1/campaigns/${body.campaign_id}/start`
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.call('POST', path)))
    expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array.from({ length: 9 }, () => 409)])
    const steps = await api.database.owner`SELECT 1 FROM steps WHERE subject_id = ${body.campaign_id}`
    expect(steps).toHaveLength(1)
  })

  it('cancelled is final, and why says so', async () => {
    const { body } = await create()
    const path = `/api/v1/campaigns/${body.campaign_id}`
    expect((await api.call('GET', `${path}/why`)).body.reason).toBe('AWAITING_COMMAND')
    await api.call('POST', `${path}/start`)
    expect((await api.call('GET', `${path}/why`)).body.reason).toBe('RUNNING')
    const cancelled = await api.call('POST', `${path}/cancel`, {
      body: { reason: 'no' },
      headers: { prefer: 'wait=5' },
    })
    expect([cancelled.status, cancelled.headers.get('preference-applied')]).toEqual([200, 'wait=5'])
    expect(cancelled.body).toMatchObject({ state: 'RADAR_SCAN', status: 'cancelled' })
    expect((await api.call('GET', `${path}/why`)).body.reason).toBe('FINAL')
    expect((await api.call('POST', `${path}/retry`, { body: {} })).body.code).toBe('INVALID_STATE')
  })
})

describe('an Idempotency-Key', () => {
  it('used by twenty at once creates one campaign, and everybody is told of it', async () => {
    const headers = { 'idempotency-key': '"twenty"' }
    const answers = await Promise.all(Array.from({ length: 20 }, () => create({ metadata: { n: 20 } }, headers)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    expect(new Set(answers.map(({ body }) => body.campaign_id)).size).toBe(1)
    expect(answers.filter(answer => answer.headers.get('idempotent-replayed') === 'true')).toHaveLength(19)
    const rows = await api.database.owner`SELECT 1 FROM campaigns WHERE metadata = '{"n":20}'`
    expect(rows).toHaveLength(1)
  })

  it('replays a start byte by byte, although the campaign has gone on', async () => {
    const { body } = await create()
    const path = `/api/v1/campaigns/${body.campaign_id}`
    const headers = { 'idempotency-key': 'start-1' }
    const first = await api.call('POST', `${path}/start`, { headers })
    await api.call('POST', `${path}/cancel`, { body: { reason: 'x' } })
    const second = await api.call('POST', `${path}/start`, { headers })
    expect([second.status, second.text]).toEqual([202, first.text])
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
  })

  it('of one campaign says nothing about another', async () => {
    const headers = { 'idempotency-key': 'same' }
    for (const { body } of [await create(), await create()])
      expect(
        (await api.call('POST', `/api/v1/campaigns/${body.campaign_id}/start`, { headers })).headers.get(
          'idempotent-replayed',
        ),
      ).toBeNull()
  })

  it('that somebody else is just using is 409', async () => {
    const held = Promise.withResolvers<void>()
    const taken = Promise.withResolvers<void>()
    const holding = api.database.owner.begin(async sql => {
      await sql`
        INSERT INTO idempotency_keys (tenant_id, route, key, body_sha256, status, headers, body)
        VALUES (${TENANT_A}, 'POST /api/v1/campaigns', 'held', '', 201, '{}', '')`
      taken.resolve()
      await held.promise
      throw new Error('rolled back')
    })
    await taken.promise
    const { status, headers, body } = await create({}, { 'idempotency-key': 'held' })
    held.resolve()
    await expect(holding).rejects.toThrow('rolled back')
    expect([status, body.code, headers.get('retry-after')]).toEqual([409, 'IDEMPOTENCY_IN_PROGRESS', '2'])
    expect((await create({}, { 'idempotency-key': 'held' })).status).toBe(201)
  })

  it('keeps a refusal that was given before anything was wrong with it', async () => {
    const headers = { 'idempotency-key': 'refused' }
    expect((await create({ max_retries: -1 }, headers)).status).toBe(422)
    const again = await create({ max_retries: -1 }, headers)
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([422, 'true'])
    expect((await create({}, headers)).body.code).toBe('IDEMPOTENCY_KEY_REUSED')
  })
})

describe('a batch', () => {
  it('says what it would do, and does nothing, as a dry run', async () => {
    const key = { 'idempotency-key': 'a batch, rehearsed' }
    const campaigns = [
      { tenant_id: TENANT_A, brief: { objective: 'only rehearsed' } },
      { tenant_id: TENANT_A, brief: {} },
    ]
    const ask = (query: string) =>
      api.call('POST', `/api/v1/campaigns/batch${query}`, { body: { campaigns }, headers: key })
    const rehearsed = await ask('?dry_run=true&start=true')
    expect(rehearsed).toMatchObject({
      status: 200,
      body: {
        ...{ accepted: 1, refused: 1 },
        results: [
          { index: 0, status: 202, planned: { brief: { objective: 'only rehearsed' }, max_retries: 3 } },
          { index: 1, status: 422, problem: { code: 'VALIDATION_FAILED' } },
        ],
      },
    })
    expect(rehearsed.body.results[0]).not.toHaveProperty('campaign_id')
    const rows = () => api.database.owner`SELECT 1 FROM campaigns WHERE brief->>'objective' = 'only rehearsed'`
    expect(await rows()).toHaveLength(0)
    // A rehearsal uses up no key.
    expect((await ask('')).status).toBe(202)
    expect(await rows()).toHaveLength(1)
  })

  it('is not spoiled by its bad items', async () => {
    const campaigns = [
      { tenant_id: TENANT_A },
      { tenant_id: TENANT_B },
      { tenant_id: TENANT_A, brief: { objective: '' } },
      'nonsense',
      {
        tenant_id: TENANT_A,
        channels: [
          { platform: 'MOCK', account: 'demo' },
          { platform: 'MOCK', account: 'demo' },
        ],
      },
      { tenant_id: TENANT_A, metadata: { last: true } },
    ]
    const { status, body } = await api.call('POST', '/api/v1/campaigns/batch?start=true', { body: { campaigns } })
    expect(status).toBe(202)
    expect(body).toMatchObject({ accepted: 2, refused: 4 })
    expect(body.results.map((result: { status: number }) => result.status)).toEqual([202, 403, 422, 422, 422, 202])
    expect(body.results[2].problem.errors[0].pointer).toBe('/brief/objective')
    const started = await api.call('GET', `/api/v1/campaigns/${body.results[5].campaign_id}`)
    expect(started.body).toMatchObject({ status: 'running', metadata: { last: true } })
  })

  it('with another tenant’s account in one item creates the others', async () => {
    const channels = [{ platform: 'MOCK', account: 'eves-own' }]
    await api.call('POST', '/api/v1/campaigns', { as: api.tokens.eve, body: { tenant_id: TENANT_B, channels } })
    const campaigns = [{ tenant_id: TENANT_A, channels }, { tenant_id: TENANT_A }]
    const { body } = await api.call('POST', '/api/v1/campaigns/batch', { body: { campaigns } })
    expect(body.results.map((result: { status: number }) => result.status)).toEqual([422, 201])
    expect(body.results[0].problem).toMatchObject({
      code: 'ACCOUNT_UNKNOWN',
      errors: [{ pointer: '/channels/0/account' }],
    })
  })

  it('of a thousand is created whole, of a thousand and one refused', async () => {
    const campaigns = Array.from({ length: 1000 }, () => ({ tenant_id: TENANT_A }))
    expect((await api.call('POST', '/api/v1/campaigns/batch', { body: { campaigns } })).body.accepted).toBe(1000)
    const more = [...campaigns, { tenant_id: TENANT_A }]
    expect((await api.call('POST', '/api/v1/campaigns/batch', { body: { campaigns: more } })).status).toBe(422)
  })

  it('may be larger than 1 MiB, but not than 8', async () => {
    const campaigns = (bytes: number) => ({
      campaigns: [{ tenant_id: TENANT_A, metadata: { pad: 'x'.repeat(bytes) } }],
    })
    expect((await api.call('POST', '/api/v1/campaigns/batch', { body: campaigns(2 * 1024 * 1024) })).status).toBe(202)
    expect((await api.call('POST', '/api/v1/campaigns/batch', { body: campaigns(8 * 1024 * 1024) })).status).toBe(413)
    expect((await create({ metadata: { pad: 'x'.repeat(1024 * 1024) } })).status).toBe(413)
  })
})

describe('lists', () => {
  it('give every campaign once, newest first, over pages, with the same links as cursors', async () => {
    const made: string[] = []
    for (let index = 0; index < 7; index++) made.push((await create({ metadata: { list: 1 } })).body.campaign_id)
    const seen: string[] = []
    let path: string | undefined = '/api/v1/campaigns?limit=3&status=draft'
    while (path !== undefined && seen.length < 7) {
      const { body, headers }: Awaited<ReturnType<TestApi['call']>> = await api.call('GET', path)
      seen.push(...body.data.map((item: { campaign_id: string }) => item.campaign_id))
      const link = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1]
      expect(link === undefined).toBe(body.next_cursor === null)
      path = link
    }
    expect(seen.slice(0, 7)).toEqual([...made].reverse())
  })

  it('filter by state, status, platform, time and id', async () => {
    const { body } = await create()
    await api.call('POST', `/api/v1/campaigns/${body.campaign_id}/start`)
    const count = async (query: string) =>
      (await api.call('GET', `/api/v1/campaigns?campaign_id=${body.campaign_id}&${query}`)).body.data.length
    expect(await count('state=RADAR_SCAN')).toBe(1)
    expect(await count('state=IDLE,RADAR_SCAN&status=running')).toBe(1)
    expect(await count('status=draft')).toBe(0)
    expect(await count('status=draft&status=running')).toBe(1)
    expect(await count('platform=MOCK')).toBe(1)
    expect(await count('platform=TWITTER')).toBe(0)
    expect(await count('needs_human=true')).toBe(0)
    expect(await count(`since=${encodeURIComponent('2020-01-01T00:00:00+01:00')}`)).toBe(1)
    expect(await count('until=2020-01-01T00:00:00Z')).toBe(0)
    expect((await api.call('GET', '/api/v1/campaigns?status=nonsense')).status).toBe(422)
    expect((await api.call('GET', '/api/v1/campaigns?colour=red')).body.errors).toEqual([
      { pointer: '?colour', detail: 'is not a known member' },
    ])
  })

  it('come as CSV, too', async () => {
    await create({ brief: { objective: '=HYPERLINK("http://evil")' } })
    const { headers, text } = await api.call('GET', '/api/v1/campaigns?limit=1', { headers: { accept: 'text/csv' } })
    expect(headers.get('content-type')).toMatch(/^text\/csv/)
    expect(text.split('\r\n')[1]).toContain(`"'=HYPERLINK(""http://evil"")"`)
  })

  it('export the whole trail as JSON Lines', async () => {
    const { text, headers } = await api.call('GET', '/api/v1/audit/export?since=2020-01-01T00:00:00Z')
    expect(headers.get('content-type')).toBe('application/jsonl')
    const entries = text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    const [{ n }] = (await api.database
      .owner`SELECT count(*)::int AS n FROM audit_log WHERE tenant_id = ${TENANT_A}`) as unknown as [{ n: number }]
    expect(entries).toHaveLength(n)
    expect(new Set(entries.map(entry => `${entry.subject} ${entry.seq}`)).size).toBe(n)
  })
})
