// Bare BullMQ: six queues with stock workers, each job adds the next. Nothing is recorded anywhere else.

import { randomUUIDv7 as uuid } from 'node:crypto'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { CAMPAIGN_STAGES } from '#domain/campaign/campaign-state.ts'
import { BRIEF, type Contestant, type Place } from './contestant.ts'
import { createUnfinished } from './unfinished.ts'

const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true }

export async function chain({ redisUrl, concurrency, tenantIds }: Place): Promise<Contestant> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const unfinished = createUnfinished()
  const queues = CAMPAIGN_STAGES.map(stage => new Queue(`bench-chain.${stage}`, { connection: redis }))
  const workers = queues.map((queue, index) => {
    const next = queues[index + 1]
    const worker = new Worker(queue.name, async job => void (await next?.add(next.name, job.data, JOB_OPTIONS)), {
      connection: redis,
      concurrency,
    })
    if (next === undefined) worker.on('completed', job => unfinished.finish(job.data.id))
    return worker.on('error', console.error)
  })
  await Promise.all(workers.map(worker => worker.waitUntilReady()))

  return {
    async run(index) {
      const id = uuid()
      const finished = unfinished.wait(id)
      const tenant = tenantIds[index % tenantIds.length]
      await queues[0]?.add(queues[0].name, { id, tenant, brief: BRIEF }, JOB_OPTIONS)
      await finished
    },
    async close() {
      await Promise.all([...workers, ...queues].map(open => open.close()))
      redis.disconnect()
    },
  }
}
