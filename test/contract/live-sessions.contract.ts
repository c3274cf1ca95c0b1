// What the live session does wherever it lies: on one Redis, on a cluster.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import type { LiveSessions } from '#queues/session/live-session.ts'

export interface LivePlace {
  redis: RedisConnection
  /** Which live for a day. */
  live: LiveSessions
  /** Of all nodes. */
  keysOf(sessionId: string): Promise<string[]>
}

/** @param place asked for once its tests run, when its connection is ready */
export function liveSessionsContract(place: () => LivePlace): void {
  const live = () => place().live
  const keysOf = (id: string) => place().keysOf(id)
  const tenantId = randomUUID()
  const begun = async (id = randomUUID()) => {
    await live().rebuild({ id, tenantId }, async () => [])
    return id
  }

  it('knows what it has, in whatever order and however often it comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 60 }), async numbers => {
        const id = await begun()
        for (const [index, n] of numbers.entries())
          expect(await live().append(id, n)).toEqual(rangesOf(numbers.slice(0, index + 1)))
      }),
      { numRuns: 40 },
    )
  })

  it('is not known before it was built, nor after it was forgotten', async () => {
    const id = randomUUID()
    expect(await live().append(id, 1)).toBeUndefined()
    await begun(id)
    expect(await live().append(id, 1)).toEqual([[1, 1]])
    await place().redis.del(await keysOf(id))
    expect(await live().append(id, 2)).toBeUndefined()
  })

  it('is built from the ledger, and loses nothing that is noted meanwhile', async () => {
    const id = await begun()
    await live().append(id, 7)
    await live().rebuild({ id, tenantId }, async () => [
      [1, 3],
      [5, 6],
    ])
    expect(await live().append(id, 4)).toEqual([[1, 7]])
  })

  it('asks the ledger a second time, so that what was committed beside the first look is there', async () => {
    const id = randomUUID()
    let looks = 0
    await live().rebuild({ id, tenantId }, async () => [[1, ++looks]])
    expect(await live().append(id, 1)).toEqual([[1, 2]])
  })

  it('stands in one hash slot, under a versioned name, and lives on for its time from the last chunk', async () => {
    const id = await begun()
    await live().append(id, 1)
    const keys = await keysOf(id)
    expect(keys.length).toBeGreaterThan(1)
    for (const key of keys) {
      expect(key).toMatch(new RegExp(`:session:v1:\\{${id}\\}:`))
      expect(key.match(/\{([^}]*)\}/)?.[1]).toBe(id)
      expect(await place().redis.ttl(key)).toBeGreaterThan(86_000)
    }
    expect(await Promise.all(keys.sort().map(key => place().redis.type(key)))).toEqual(['zset', 'zset', 'hash'])
  })

  it('of one session says nothing about another', async () => {
    const [one, other] = [await begun(), await begun()]
    await live().append(one, 1)
    expect(await live().append(other, 2)).toEqual([[2, 2]])
  })
}

/** What the ledger would say. */
function rangesOf(numbers: readonly number[]): [number, number][] {
  const ranges: [number, number][] = []
  for (const n of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === n - 1) last[1] = n
    else ranges.push([n, n])
  }
  return ranges
}
