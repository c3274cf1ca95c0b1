import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openRedis, type RedisConnection } from '#queues/redis/open-redis.ts'
import { createGate, type Gate } from '#workers/adapters/upstream/create-gate.ts'

let redis: RedisConnection
beforeAll(async () => {
  redis = openRedis(inject('backing').REDIS_URL ?? '', { name: 'test', onError: () => {} })
  await redis.ping()
})
afterAll(() => redis.disconnect())

const open = (more: { prefix?: string; places: number; leaseMs?: number }): Gate =>
  createGate({ name: 'core', redis, prefix: randomUUID(), leaseMs: 60_000, ...more })
const never = new AbortController().signal

describe('a gate', () => {
  it('lets no more in at once than there are places, over all that have one, and all in the end', async () => {
    const prefix = randomUUID()
    const gates = [open({ prefix, places: 3 }), open({ prefix, places: 3 })]
    let inside = 0
    let most = 0
    const visit = async (n: number) => {
      const leave = await (gates[n % 2] as Gate).enter(`session ${n % 5}`, never)
      inside += 1
      most = Math.max(most, inside)
      await redis.ping()
      inside -= 1
      leave()
      leave()
    }
    await Promise.all(Array.from({ length: 60 }, (_, n) => visit(n)))
    expect(most).toBeLessThanOrEqual(3)
    expect(inside).toBe(0)
  })

  it('lets in as many as there are places', async () => {
    const gate = open({ places: 3 })
    const leaves = await Promise.all(['a', 'b', 'a'].map(group => gate.enter(group, never)))
    let isIn = false
    const fourth = gate.enter('c', never).then(leave => {
      isIn = true
      return leave
    })
    expect(isIn).toBe(false)
    leaves[0]?.()
    ;(await fourth)()
  })

  it('lets groups in by turns, however many of one stand before', async () => {
    const gate = open({ places: 1 })
    const order: string[] = []
    const visit = async (group: string) => {
      const leave = await gate.enter(group, never)
      order.push(group)
      leave()
    }
    await Promise.all([...Array.from({ length: 20 }, () => visit('many')), visit('one')])
    expect(order.indexOf('one')).toBeLessThan(3)
    expect(order).toHaveLength(21)
  })

  it('forgets who gives up waiting, and gives back the places of who died', async () => {
    const prefix = randomUUID()
    const gate = open({ prefix, places: 1, leaseMs: 300 })
    await gate.enter('dies inside', never)
    const other = open({ prefix, places: 1 })
    const gone = new AbortController()
    const waiting = other.enter('gives up', gone.signal)
    gone.abort(new Error('no longer'))
    await expect(waiting).rejects.toThrow('no longer')
    const leave = await other.enter('comes after', never)
    leave()
  })

  it('of a Redis that is away lets in what each process may by itself', async () => {
    const away = openRedis('redis://127.0.0.1:1', { name: 'test', onError: () => {} })
    const gate = createGate({ name: 'core', redis: away, prefix: 'x', places: 1, leaseMs: 1000 })
    const leave = await gate.enter('a', never)
    let entered = false
    const second = gate.enter('b', never).then(leaveB => {
      entered = true
      return leaveB
    })
    await Promise.resolve()
    expect(entered).toBe(false)
    leave()
    ;(await second)()
    away.disconnect()
  })
})
