// Two APIs on one database and one Redis: what a client begins at one it goes on with at the other.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openTestApi, TENANT_A, type TestApi } from '#test/support/open-test-api.ts'
import { plantSessionConfig } from '#test/support/plant-session-config.ts'
import { sha256Of } from '#test/support/session-rig.ts'

let one: TestApi
let other: TestApi
const open = (more: Record<string, string> = {}) =>
  openTestApi({
    ...Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_'))),
    ...more,
  })
beforeAll(async () => {
  one = await open()
  other = await open({ DATABASE_URL: one.database.url, REDIS_PREFIX: one.prefix, OIDC_ISSUER: one.issuer.url })
  await plantSessionConfig(one.database)
})
afterAll(async () => {
  await other?.close()
  await one?.close()
})

const as = () => ({ as: one.tokens.ada })
const create = async () => {
  const { body } = await one.call('POST', '/api/v1/campaigns', { ...as(), body: { tenant_id: TENANT_A } })
  return body.campaign_id as string
}

interface Stream {
  /** The next event's `id`, undefined at the end. */
  next(): Promise<number | undefined>
}

async function follow(api: TestApi, path: string, lastEventId = 0): Promise<Stream> {
  const headers = { authorization: `Bearer ${one.tokens.ada}`, 'last-event-id': String(lastEventId) }
  const { body } = await fetch(`${api.url}${path}`, { headers })
  const reader = (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async next() {
      for (;;) {
        const [event, id] = /^id: (\d+)$[\s\S]*?\n\n/m.exec(text) ?? []
        if (event !== undefined) {
          text = text.slice(text.indexOf(event) + event.length)
          return Number(id)
        }
        const { value, done } = await reader.read()
        if (done) return undefined
        text += value
      }
    },
  }
}

describe('two replicas', () => {
  it('wake each other’s waits', async () => {
    const path = `/api/v1/campaigns/${await create()}`
    const { headers } = await other.call('GET', path, as())
    const waiting = other.call('GET', `${path}?wait=20`, {
      ...as(),
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    })
    await one.call('POST', `${path}/start`, as())
    expect(await waiting).toMatchObject({ status: 200, body: { status: 'running' } })
  })

  it('do once what is asked of both at once under one Idempotency-Key, and answer alike', async () => {
    const key = randomUUID()
    const ask = (api: TestApi) =>
      api.call('POST', '/api/v1/campaigns', {
        ...as(),
        ...{ body: { tenant_id: TENANT_A }, headers: { 'idempotency-key': `"${key}"` } },
      })
    const answers = await Promise.all([one, other, one, other].map(ask))
    const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.campaign_id)
    // Whoever comes while the first is still under way is told so, and may come again.
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true)
    for (const api of [one, other]) ids.push((await ask(api)).body.campaign_id)
    expect(new Set(ids).size).toBe(1)
  })

  it('know of each other’s session epochs: who was superseded at one is refused at the other', async () => {
    const { body } = await one.call('POST', '/api/v1/session/start', {
      ...as(),
      body: { client_timezone: 'Europe/Madrid' },
    })
    const path = `/api/v1/session/${body.session_id}`
    const audio = Buffer.from('not heard, for it is refused or taken before that')
    const append = (api: TestApi, epoch: number) =>
      fetch(`${api.url}${path}/append`, {
        ...{ method: 'POST', body: audio },
        headers: {
          ...{ authorization: `Bearer ${one.tokens.ada}`, 'content-type': 'audio/wav', 'x-sequence-id': '1' },
          ...{ 'x-chunk-sha256': sha256Of(audio), 'x-started-at': '2026-11-20T09:00:00.000Z' },
          'x-session-epoch': String(epoch),
        },
      })
    expect((await other.call('POST', `${path}/resume`, as())).body.epoch).toBe(2)
    const superseded = await append(one, 1)
    expect([superseded.status, ((await superseded.json()) as { code: string }).code]).toEqual([409, 'EPOCH_SUPERSEDED'])
    expect((await append(one, 2)).status).not.toBe(409)
  })

  it('are one: when one goes down its waits are answered, and a stream’s reader goes on at the other, and misses and repeats nothing', async () => {
    const path = `/api/v1/campaigns/${await create()}`
    const first = await follow(one, `${path}/events`)
    await other.call('POST', `${path}/start`, as())
    expect([await first.next(), await first.next(), await first.next()]).toEqual([1, 2, 3])
    const { headers } = await one.call('GET', path, as())
    const waiting = one.call('GET', `${path}?wait=30`, {
      ...as(),
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    })
    await pause(300)
    const stopping = one.stop(20_000)
    expect(await first.next()).toBeUndefined()
    // Whoever waits is not cut off, but told that nothing has changed yet, and asks again.
    expect((await waiting).status).toBe(304)
    const second = await follow(other, `${path}/events`, 3)
    const { body } = await other.call('POST', `${path}/cancel`, { ...as(), body: { reason: 'enough' } })
    expect(body.status).toBe('cancelled')
    expect([await second.next(), await second.next()]).toEqual([4, undefined])
    await stopping
    expect((await other.call('GET', path, as())).status).toBe(200)
  })
})
