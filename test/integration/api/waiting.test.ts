import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createTouchPublisher } from '#queues/touched.ts'
import { openTestApi, TENANT_A, type TestApi } from '#test/support/open-test-api.ts'

let api: TestApi
let redis: Redis
beforeAll(async () => {
  api = await openTestApi()
  redis = new Redis(inject('backing').REDIS_URL ?? '')
})
afterAll(async () => {
  redis.disconnect()
  await api.close()
})

const create = async () =>
  (await api.call('POST', '/api/v1/campaigns', { body: { tenant_id: TENANT_A } })).body.campaign_id
const timed = async <T>(work: Promise<T>) => {
  const startedAt = performance.now()
  return { ...(await work), ms: performance.now() - startedAt }
}

describe('GET …?wait=N', () => {
  it('answers at once when the tag differs, and with 304 when nothing changes in time', async () => {
    const path = `/api/v1/campaigns/${await create()}?wait=1`
    const other = await timed(api.call('GET', path, { headers: { 'if-none-match': '"0.0"' } }))
    expect([other.status, other.ms < 500]).toEqual([200, true])
    const same = await timed(api.call('GET', path, { headers: { 'if-none-match': other.headers.get('etag') ?? '' } }))
    expect([same.status, same.text, same.ms >= 950]).toEqual([304, '', true])
    const untagged = await timed(api.call('GET', path))
    expect([untagged.status, untagged.ms >= 950]).toEqual([200, true])
  })

  it('answers at the next change, woken long before the next look', async () => {
    const id = await create()
    const waiting = timed(api.call('GET', `/api/v1/campaigns/${id}?wait=20`))
    await delay(150)
    await api.call('POST', `/api/v1/campaigns/${id}/start`)
    const { status, body, ms } = await waiting
    expect([status, body.status]).toEqual([200, 'running'])
    expect(ms).toBeLessThan(900)
  })

  it('finds a change that nobody told of within a second or so', async () => {
    const id = await create()
    const waiting = timed(api.call('GET', `/api/v1/campaigns/${id}?wait=20`))
    await delay(100)
    await api.database
      .owner`UPDATE campaigns SET version = version + 1, metadata = '{"told":"nobody"}' WHERE id = ${id}`
    const { body, ms } = await waiting
    expect(body.metadata).toEqual({ told: 'nobody' })
    expect(ms).toBeLessThan(2500)
  })

  it('costs one query a look however many wait', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, create))
    const waits = ids.map(id => api.call('GET', `/api/v1/campaigns/${id}?wait=20`))
    await delay(300)
    await api.database.owner`UPDATE campaigns SET version = version + 1 WHERE id = ANY(${ids}::uuid[])`
    createTouchPublisher(redis, api.prefix)(ids.map(subject => ({ subject })))
    expect((await Promise.all(waits)).map(({ status }) => status)).toEqual(ids.map(() => 200))
  })

  it.each(['61', '-1', 'x', '1.5'])('refuses wait=%s', async wait => {
    expect((await api.call('GET', `/api/v1/campaigns/${await create()}?wait=${wait}`)).status).toBe(422)
  })
})

describe('Prefer: wait=N', () => {
  it('answers 202 with the resource when it is not settled in time', async () => {
    const path = `/api/v1/campaigns/${await create()}/start`
    const { status, headers, body, ms } = await timed(api.call('POST', path, { headers: { prefer: 'wait=1' } }))
    expect([status, headers.get('preference-applied'), headers.get('retry-after')]).toEqual([202, 'wait=1', '1'])
    expect(body.status).toBe('running')
    expect(ms).toBeGreaterThan(950)
  })

  it('answers 200 as soon as it is settled', async () => {
    const id = await create()
    const waiting = api.call('POST', `/api/v1/campaigns/${id}/start`, { headers: { prefer: 'wait=20' } })
    await delay(200)
    await api.call('POST', `/api/v1/campaigns/${id}/cancel`, { body: { reason: 'x' } })
    const { status, headers, body } = await waiting
    expect([status, body.status, headers.get('retry-after')]).toEqual([200, 'cancelled', null])
  })
})

describe('/events', () => {
  interface Event {
    id: number
    event: string
    data: { seq: number; action: string; hash: string }
  }

  async function* follow(path: string, headers: Record<string, string> = {}): AsyncGenerator<Event> {
    const response = await fetch(`${api.url}${path}`, {
      headers: { authorization: `Bearer ${api.tokens.ada}`, ...headers },
    })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    let text = ''
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = Object.fromEntries(
          text
            .slice(0, end)
            .split('\n')
            .map(line => line.split(/: (.*)/s).slice(0, 2)),
        )
        text = text.slice(end + 2)
        if (fields.data !== undefined)
          yield { id: Number(fields.id), event: fields.event, data: JSON.parse(fields.data) }
      }
    }
  }

  it('shows the trail as it grows and ends when the subject is final', async () => {
    const id = await create()
    const seen: Event[] = []
    const following = (async () => {
      for await (const event of follow(`/api/v1/campaigns/${id}/events`)) seen.push(event)
    })()
    await delay(100)
    await api.call('POST', `/api/v1/campaigns/${id}/start`)
    await delay(100)
    await api.call('POST', `/api/v1/campaigns/${id}/cancel`, { body: { reason: 'x' } })
    await following
    const trail = await api.call('GET', `/api/v1/campaigns/${id}/audit`)
    expect(seen.map(event => event.data)).toEqual(trail.body.data)
    expect(seen.map(event => [event.id, event.event])).toEqual([
      [1, 'campaign.created'],
      [2, 'campaign.started'],
      [3, 'stage.started'],
      [4, 'campaign.cancelled'],
    ])
    const log = (await api.call('GET', `/api/v1/campaigns/${id}`)).body.execution_log
    expect(log.map((entry: { seq: number; action: string }) => [entry.seq, entry.action])).toEqual(
      seen.map(event => [event.id, event.event]),
    )
  })

  it('replays what came after Last-Event-ID, also when the subject is long final', async () => {
    const id = await create()
    await api.call('POST', `/api/v1/campaigns/${id}/cancel`, { body: { reason: 'x' } })
    const seen: number[] = []
    for await (const event of follow(`/api/v1/campaigns/${id}/events`, { 'last-event-id': '1' })) seen.push(event.id)
    expect(seen).toEqual([2])
  })

  it('is a problem document, not a stream, for who may not see it', async () => {
    const { status, headers } = await api.call('GET', `/api/v1/campaigns/${await create()}/events`, {
      as: api.tokens.eve,
    })
    expect([status, headers.get('content-type')]).toEqual([404, 'application/problem+json'])
  })
})
