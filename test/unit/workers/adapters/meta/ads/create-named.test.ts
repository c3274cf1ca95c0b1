import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { JsonObject } from '#domain/audit-entry.ts'
import { adName, createNamed } from '#workers/adapters/meta/ads/create-named.ts'
import type { Graph } from '#workers/adapters/meta/client.ts'
import { toolsWith } from '../prepare-world.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const SETTLE_MS = 60_000
const body = { name: adName('act-1', 'campaign'), status: 'PAUSED' }

beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

/** @param there what the ad account lists. @param answer what a create is answered */
function world(there: { id: string; name: string }[], answer: () => unknown = () => ({ id: 'new' }), kept = {}) {
  const posted: string[] = []
  const graph: Graph = {
    credentials: { accessToken: 't', node: 'act_1', appearsAs: 'p' },
    get: () => Promise.reject(new Error('no reads')),
    async post(path, _body, schema) {
      posted.push(path)
      return schema.parse(answer()) as never
    },
    list: async (_path, _query, item) => there.map(one => item.parse(one)) as never,
  }
  const { tools, checkpoints } = toolsWith({}, kept)
  return { posted, checkpoints, create: () => createNamed('campaign', body, tools, graph, SETTLE_MS) }
}

const lost = () => {
  throw new Error('lost')
}
const intended = (ageMs: number): Record<string, JsonObject> => ({ 'campaign.intent': { at: NOW - ageMs } })

it('creates once, and knows it from then on', async () => {
  const { create, posted } = world([])
  expect([await create(), await create()]).toEqual(['new', 'new'])
  expect(posted).toEqual(['/act_1/campaigns'])
})

it('writes its intent before the request', async () => {
  const { create, checkpoints } = world([], lost)
  await expect(create()).rejects.toThrow('lost')
  expect([...checkpoints]).toEqual([['campaign.intent', { at: NOW }]])
})

it('adopts what a request with a lost answer has made', async () => {
  const { create, posted, checkpoints } = world([{ id: 'there', name: body.name }], lost, intended(1000))
  expect(await create()).toBe('there')
  expect(posted).toEqual([])
  expect(checkpoints.get('campaign')).toEqual({ id: 'there' })
})

it('adopts nothing of another name, should the filter be overlooked', async () => {
  const { create, posted } = world([{ id: 'other', name: adName('act-2', 'campaign') }], undefined, intended(SETTLE_MS))
  expect(await create()).toBe('new')
  expect(posted).toHaveLength(1)
})

it('waits while it may still come up', async () => {
  const { create, posted } = world([], undefined, intended(20_000))
  await expect(create()).rejects.toMatchObject({ prepared: { kind: 'not_yet', retryInMs: 40_000 } })
  expect(posted).toEqual([])
})

it('creates again once it would have come up, with a new intent', async () => {
  const { create, checkpoints } = world([], undefined, intended(SETTLE_MS))
  expect(await create()).toBe('new')
  expect(checkpoints.get('campaign.intent')).toEqual({ at: NOW })
})
