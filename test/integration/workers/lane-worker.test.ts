import { Queue } from 'bullmq'
import { v7 as uuid } from 'uuid'
import { afterEach, describe, expect, inject, it, vi } from 'vitest'
import { openRedis } from '#queues/redis/open-redis.ts'
import { LaneWorker } from '#workers/runtime/lane-worker.ts'

const CONCURRENCY = 5

/** A queue, its worker, and jobs that end when they are told to. */
async function openLanes() {
  const redis = openRedis(inject('backing').REDIS_URL ?? '', { name: 'lanes', onError: console.error })
  const name = `lanes-${uuid()}`
  const queue = new Queue(name, { connection: redis })
  const running = new Set<string>()
  const done: string[] = []
  let most = 0
  let letAllEnd = () => {}
  const ends = new Promise<void>(resolve => {
    letAllEnd = resolve
  })
  const worker = new LaneWorker(
    name,
    async job => {
      running.add(job.name)
      most = Math.max(most, running.size)
      await ends
      running.delete(job.name)
      done.push(job.name)
    },
    { connection: redis, concurrency: CONCURRENCY, drainDelay: 2, removeOnComplete: { count: 0 } },
  )
  await worker.waitUntilReady()
  return {
    worker,
    queue,
    running,
    done,
    most: () => most,
    letAllEnd,
    add: (count: number) =>
      queue.addBulk(
        Array.from({ length: count }, () => ({ name: uuid(), data: {}, opts: { removeOnComplete: true } })),
      ),
    async close() {
      await worker.close()
      await queue.obliterate({ force: true })
      await queue.close()
      redis.disconnect()
    },
  }
}

let lanes: Awaited<ReturnType<typeof openLanes>>
afterEach(() => lanes.close())

describe('a worker with lanes', () => {
  it('runs all that is there, no more at once than its concurrency', async () => {
    lanes = await openLanes()
    lanes.letAllEnd()
    await lanes.add(200)
    await vi.waitFor(() => expect(lanes.done).toHaveLength(200), { timeout: 10_000 })
    expect(new Set(lanes.done).size).toBe(200)
    expect(lanes.most()).toBe(CONCURRENCY)
  })

  it('takes what it is told of without passing its concurrency, and comes back for the rest', async () => {
    lanes = await openLanes()
    for (let round = 0; round < 6; round++) {
      void lanes.add(4)
      process.nextTick(() => lanes.worker.take(4))
    }
    await vi.waitFor(() => expect(lanes.running.size).toBe(CONCURRENCY), { timeout: 5000 })
    lanes.letAllEnd()
    await vi.waitFor(() => expect(lanes.done).toHaveLength(24), { timeout: 5000 })
    expect(lanes.most()).toBe(CONCURRENCY)
  })

  it('goes on looking when fetches that held all its slots have found nothing', async () => {
    lanes = await openLanes()
    lanes.letAllEnd()
    const { worker } = lanes
    const getNextJob = worker.getNextJob.bind(worker)
    worker.getNextJob = async (token, options) => {
      const job = await getNextJob(token, options)
      // Until the main loop looks at its room again.
      for (let turn = 0, next = Promise.resolve(); turn < 8; turn++) next = next.then(() => worker.take(CONCURRENCY))
      return job
    }
    for (let added = 1; added <= 5; added++) {
      await lanes.add(1)
      await vi.waitFor(() => expect(lanes.done).toHaveLength(added), { timeout: 5000 })
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  })

  it('ends what it has taken before it is closed', async () => {
    lanes = await openLanes()
    void lanes.add(4)
    process.nextTick(() => lanes.worker.take(4))
    await vi.waitFor(() => expect(lanes.running.size).toBe(4))
    const closed = lanes.worker.close()
    lanes.letAllEnd()
    await closed
    expect(lanes.done).toHaveLength(4)
    expect(await lanes.queue.getActiveCount()).toBe(0)
  })
})
