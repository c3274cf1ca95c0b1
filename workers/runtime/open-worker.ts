// One queue's BullMQ worker, set up for what the queue does.
import { type Job, MetricsTime, Worker, type WorkerOptions } from 'bullmq'
import type { Logger } from 'pino'
import { StepJob } from '#queues/define-job.ts'
import { queuePrefix } from '#queues/queue-prefix.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'
import { QUEUES, type QueueName } from '#queues/topology.ts'
import { readCarriedTrace } from '#queues/tracing/carried-trace.ts'
import { readTraceparent } from '#queues/tracing/traceparent.ts'
import { LaneWorker } from './lane-worker.ts'
import type { Delivery } from './run-step.ts'
import { isDraining } from './running-steps.ts'

export interface OpenWorkerOptions {
  name: QueueName
  redis: RedisConnection
  prefix: string
  /** Jobs at once of a queue that leaves that to STAGE_CONCURRENCY. */
  stageConcurrency: number
  run(delivery: Delivery): Promise<string>
  /** A job ended without an outcome, by a throw or because its worker is gone: its step is still open. */
  onFailed(stepId: string): Promise<void>
  /** A job ended because this process is leaving. */
  onHandedBack(stepId: string): void
  logger: Logger
}

/** Pure stages may run again, so a lost lock is found soon and never condemns a job; poison is bounded by the runner. */
const PURE = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 1000 }
/** What acts on the outside never runs again by itself: the dead man finds out what became of it. */
const ACTING = { lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 0 }

export function openWorker({
  name,
  redis,
  prefix,
  stageConcurrency,
  run,
  onFailed,
  onHandedBack,
  logger,
}: OpenWorkerOptions): Worker {
  const spec = QUEUES[name]
  const process = async (job: Job) => {
    const data = StepJob.safeParse(job.data)
    if (!data.success) {
      // Nothing that we added: the step it may mean is delivered again by the sweep.
      logger.error({ event: 'job.unreadable', queue: name, job_id: job.id })
      return
    }
    await run({ name: job.name, data: data.data, stalledCounter: job.stalledCounter })
  }
  const options: WorkerOptions = {
    connection: redis,
    prefix: queuePrefix(prefix, name),
    concurrency: spec.concurrency === 'stage' ? stageConcurrency : spec.concurrency,
    drainDelay: 2,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
    // Nothing that has ended stays, so that only these say how much did.
    metrics: { maxDataPoints: MetricsTime.ONE_HOUR },
    ...(spec.acting ? ACTING : PURE),
  }
  const worker = spec.acting ? new Worker(name, process, options) : new LaneWorker(name, process, options)
  let saidAtMs = 0
  worker.on('error', error => {
    // An outage of Redis brings it dozens of times a second: one line a second is told.
    if (Date.now() - saidAtMs < 1000) return
    saidAtMs = Date.now()
    logger.warn({ event: 'worker.error', queue: name, err: error })
  })
  worker.on('failed', (job, error) => {
    const data = StepJob.safeParse(job?.data)
    if (isDraining(error) && data.success) return onHandedBack(data.data.step)
    logger.warn({ event: 'job.failed', queue: name, job_id: job?.id, ...idsOf(data.data), err: error })
    // The sweep comes back to it anyway, only later.
    if (data.success) onFailed(data.data.step).catch(err => logger.warn({ event: 'job.hurry.failed', err }))
  })
  worker.on('stalled', id => logger.warn({ event: 'job.stalled', queue: name, job_id: id }))
  return worker
}

function idsOf(data: StepJob | undefined): Record<string, unknown> {
  if (data === undefined) return {}
  return {
    step_id: data.step,
    tenant_id: data.tenant,
    trace_id: readTraceparent(readCarriedTrace(data.trace)?.traceparent)?.traceId,
  }
}
