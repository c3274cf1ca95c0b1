// Live sessions and the queues behind them on a Redis Cluster of three nodes, one of which may be gone.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openRedis, type RedisConnection } from '#queues/redis/open-redis.ts'
import { createLiveSessions } from '#queues/session/live-session.ts'
import { createTouchPublisher, subscribeTouches } from '#queues/touched.ts'
import { appendedSessionContract } from '#test/contract/appended-session.contract.ts'
import { liveSessionsContract } from '#test/contract/live-sessions.contract.ts'
import { type RedisCluster, startRedisCluster } from '#test/support/redis-cluster.ts'
import { openSealingRig, type SealingRig } from '#test/support/sealing-rig.ts'
import { quiet, speech } from '#test/support/session-chunks.ts'
import { testPrefix } from '#test/support/test-database.ts'

let cluster: RedisCluster
let rig: SealingRig
beforeAll(async () => {
  cluster = await startRedisCluster()
  rig = await openSealingRig({ REDIS_CLUSTER_NODES: cluster.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',') })
})
afterAll(async () => {
  await rig?.close()
  await cluster?.close()
})

const open: RedisConnection[] = []
afterAll(() => {
  for (const redis of open) redis.disconnect()
})
const place = { REDIS_URL: 'redis://127.0.0.1:1' } // only its scheme counts
const connect = async () => {
  const redis = openRedis({ ...place, REDIS_CLUSTER_NODES: cluster.nodes }, { name: 'test', onError: () => {} })
  open.push(redis)
  await redis.ping() // until it is ready it is not asked
  return redis
}

const sessionKeys = (id: string) => cluster.keys(`*:session:*{${id}}*`)
const get = async (id: string, what = '') => (await rig.api.call('GET', `/api/v1/session/${id}${what}`)).body
const settled = (id: string) =>
  vi.waitFor(async () => expect((await get(id)).pending).toBe(0), { timeout: 30_000, interval: 100 })
const texts = async (id: string) => (await get(id, '/blocks')).data.map((block: { text?: string }) => block.text)
/** One on each node. */
const startOnEach = async () => {
  const byNode = new Map<number, string>()
  while (byNode.size < cluster.nodes.length) {
    const { session_id: id } = await rig.start()
    byNode.set(await cluster.nodeOf(`{${id}}`), id)
  }
  return [...byNode].sort(([one], [other]) => one - other).map(([, id]) => id)
}

describe('a live session on a cluster', () => {
  let redis: RedisConnection
  const prefix = testPrefix()
  beforeAll(async () => {
    redis = await connect()
  })
  liveSessionsContract(() => ({ redis, live: createLiveSessions(redis, prefix, 86_400), keysOf: sessionKeys }))
})

describe('what is appended on a cluster', () => {
  appendedSessionContract(
    () => rig,
    () => ({ keysOf: sessionKeys, forget: () => cluster.flushAll() }),
  )
})

describe('a touch on a cluster', () => {
  it('reaches who listens on whatever node', async () => {
    const [one, other] = [await connect(), await connect()]
    const [prefix, subject] = [testPrefix(), randomUUID()]
    const heard = new Set<number>()
    const listeners = Array.from({ length: 6 }, (_, index) =>
      subscribeTouches(one, prefix, touch => void (touch.subject === subject && heard.add(index))),
    )
    const touch = createTouchPublisher(other, prefix)
    await vi.waitFor(async () => {
      touch([{ subject }])
      expect(heard.size).toBe(listeners.length)
    }, 10_000)
    await Promise.all(listeners.map(stop => stop()))
  })

  it('answers who waits for a session', async () => {
    const { session_id: id } = await rig.start()
    const url = `/api/v1/session/${id}`
    const { headers } = await rig.api.call('GET', url)
    const waiting = rig.api.call('GET', `${url}?wait=20`, { headers: { 'if-none-match': headers.get('etag') ?? '' } })
    expect((await rig.append(id, quiet(1))).status).toBe(202)
    expect(await waiting).toMatchObject({ status: 200, body: { received: [[1, 1]] } })
  })
})

describe('FLUSHALL', () => {
  it('of every node while chunks are under way loses none of them', async () => {
    const sessions = await startOnEach()
    for (const sequenceId of [2, 1, 3]) {
      await Promise.all(sessions.map(id => rig.append(id, speech(sequenceId))))
      await cluster.flushAll()
    }
    for (const id of sessions) {
      await settled(id)
      expect(await texts(id)).toEqual(['said 1', 'said 2', 'said 3'])
    }
  })

  it('of one node alone is noticed: what stood there is delivered again at once', async () => {
    const { owner } = rig.api.database
    const sessions = await startOnEach()
    for (let node = 0; node < cluster.nodes.length; node++) {
      const id = sessions[node] ?? ''
      await rig.stopWorkers()
      expect((await rig.append(id, speech(1))).status).toBe(202)
      await vi.waitFor(async () => expect(await cluster.keys('*:session.vad:wait')).toHaveLength(1))
      // As of a step that nobody came to for long.
      await owner`UPDATE steps SET check_at = clock_timestamp() + interval '1 hour', checks = 20`
      await cluster.flush(node)
      await rig.startWorker()
      await settled(id)
    }
  })
})

describe('what is finalized on a cluster', () => {
  it('is sealed once, and so is its correction, though Redis is emptied meanwhile', async () => {
    const { session_id: id } = await rig.start()
    expect((await rig.append(id, speech(1))).status).toBe(202)
    const sealing = [rig.finalize(id), rig.finalize(id)]
    await cluster.flushAll()
    const [sealed, same] = await Promise.all(sealing)
    expect(sealed).toMatchObject({ status: 'FINALIZED', version: 1, counts: { TEXT: 1 } })
    expect(same?.snapshot_id).toBe(sealed?.snapshot_id)
    const { session_id: clone } = (await rig.api.call('POST', `/api/v1/session/${id}/clone`)).body
    const parent = { parent_session_id: id, parent_snapshot_id: sealed?.snapshot_id }
    expect(await rig.finalize(clone)).toMatchObject({ status: 'FINALIZED', version: 2, ...parent })
  })
})

describe('a node that is gone', () => {
  it('holds up no answer about a session that lies there, and what was said is transcribed once it is back', async () => {
    const sessions = await startOnEach()
    await Promise.all(sessions.map(id => rig.append(id, speech(1))))
    const gone = 1
    await cluster.kill(gone)
    const order = [4, 2, 5, 3]
    for (const sequenceId of order) {
      const appended = await Promise.all(sessions.map(id => rig.append(id, speech(sequenceId), { withinMs: 2000 })))
      expect(appended.map(({ status }) => status)).toEqual(sessions.map(() => 202))
    }
    const received = [[1, 5]]
    for (const id of sessions) expect(await get(id)).toMatchObject({ received, next_expected: 6 })
    await cluster.revive(gone)
    for (const id of sessions) {
      await settled(id)
      expect(await texts(id)).toEqual([1, 2, 3, 4, 5].map(n => `said ${n}`))
      expect((await rig.append(id, quiet(6))).body.received).toEqual([[1, 6]])
    }
    await vi.waitFor(async () => {
      for (const id of sessions) expect(await sessionKeys(id)).not.toEqual([])
    })
  })
})
