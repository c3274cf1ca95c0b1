// Puts steps into their queues. A hint, never the truth: whatever is lost here the sweep adds again.

import { type JobsOptions, Queue } from 'bullmq'
import { hasFastPath, type NewStep, type StepKind } from '#domain/step.ts'
import type { StepJob } from './define-job.ts'
import { gather } from './gather.ts'
import { inTime, tooLate } from './in-time.ts'
import { queuePrefix } from './queue-prefix.ts'
import type { RedisConnection } from './redis/open-redis.ts'
import { JOBS, QUEUE_OF, type QueueName } from './topology.ts'

export interface Dispatchable {
  id: string
  run: number
  kind: StepKind
  tenantId: string
  trace?: string | null
  /** Of its kind's job when it was written; absent: 1. */
  version?: number
  /** In whose turn it goes, where that is not the whole tenant's: a session's. */
  group?: string
  /** The how manieth of its tenant it is, where the sweep has counted them; first ones go first, whoever else waits. */
  turn?: number
}

export interface Dispatcher {
  /** Adds jobs; resolves when Redis has them or when it is clear that it will not: never rejects, never hangs. */
  dispatch(steps: readonly Dispatchable[]): Promise<void>
  /** A job of this tenant has ended here: its next ones no longer stand behind it. */
  ended(name: QueueName, tenantId: string): void
  queue(name: QueueName): Queue
  /** Told how many jobs are on their way into a queue: what is sent on the same connection now finds them there. */
  onSent(listener: (name: QueueName, count: number) => void): void
  close(): Promise<void>
}

/** New steps as the dispatcher takes them: those that are due now and do not wait for the sweep. */
export function fastPath(steps: readonly NewStep[], tenantId: string, trace: string | undefined): Dispatchable[] {
  return steps
    .filter(step => hasFastPath(step.kind) && (step.dueInMs ?? 0) === 0)
    .map(({ id, kind }) => ({ id, run: 1, kind, version: JOBS[kind].version, tenantId, trace: trace ?? null }))
}

/** `run` is part of the id, so that a step that goes on is not taken for its former job, which may still be active. */
export const jobId = (step: { id: string; run: number }) => `${step.id}.${step.run}`

// In Redis means: will be delivered. Nothing finished stays, or its id would swallow a later add.
const JOB_OPTIONS: JobsOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true }

export function createDispatcher(options: {
  redis: RedisConnection
  prefix: string
  onError: (error: Error) => void
  timeoutMs?: number
}): Dispatcher {
  const { redis, prefix, onError, timeoutMs = 2000 } = options
  const queues = new Map<QueueName, Queue>()
  const turns = new TenantTurns()
  let onSent: ((name: QueueName, count: number) => void) | undefined

  const queue = (name: QueueName): Queue => {
    let found = queues.get(name)
    if (found === undefined) {
      found = new Queue(name, { connection: redis, prefix: queuePrefix(prefix, name), skipMetasUpdate: true })
      found.on('error', onError)
      queues.set(name, found)
    }
    return found
  }

  const add = async (name: QueueName, steps: readonly Dispatchable[]) => {
    const jobs = steps.map(step => ({
      name: step.kind,
      data: jobData(step),
      opts: { ...JOB_OPTIONS, jobId: jobId(step), ...turns.next(name, step) },
    }))
    try {
      const added = queue(name).addBulk(jobs)
      // It sends when the promise jobs of this turn have run.
      process.nextTick(() => onSent?.(name, jobs.length))
      await inTime(added, timeoutMs, tooLate(`Redis took over ${timeoutMs} ms to take jobs`))
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)))
    }
  }

  const adding = new Map<QueueName, (steps: readonly Dispatchable[]) => Promise<void>>()
  /** Each queue on its own: one whose node of a cluster is away holds up no other. */
  const addGathered = (name: QueueName, steps: readonly Dispatchable[]) => {
    let gathered = adding.get(name)
    if (gathered === undefined) {
      gathered = gather<Dispatchable>(together => add(name, together))
      adding.set(name, gathered)
    }
    return gathered(steps)
  }

  return {
    queue,
    onSent(listener) {
      onSent = listener
    },
    ended: (name, tenantId) => turns.ended(name, tenantId),
    async dispatch(steps) {
      // A command to a Redis that is away would wait for ever; the sweep comes back to these.
      if (steps.length === 0 || redis.status !== 'ready') return
      // A newer version's kinds of steps are left to its own workers.
      const known = steps.filter(step => step.kind in QUEUE_OF)
      const byQueue = Map.groupBy(known, step => QUEUE_OF[step.kind])
      await Promise.all([...byQueue].map(([name, group]) => addGathered(name, group)))
    },
    async close() {
      await Promise.all([...queues.values()].map(open => open.close()))
    },
  }
}

/** A first version goes unsaid, so that programs from before there were versions read it. */
function jobData({ id, run, tenantId, trace, version = 1 }: Dispatchable): StepJob {
  return { step: id, run, tenant: tenantId, ...(trace ? { trace } : {}), ...(version > 1 ? { version } : {}) }
}

/**
 * Keeps one tenant's flood from standing in front of everybody: each 50 live jobs of a tenant on a queue lower the priority of
 * its next ones by one, down to 20, and so does each turn where the sweep counts turns; jobs without one always go first. Live is what this process has added in the last two
 * seconds and not seen end, so that a steady flow of one tenant stays on the plain list, which is cheaper.
 */
class TenantTurns {
  readonly #live = new Map<string, number>()
  #sinceMs = 0

  next(queue: QueueName, { tenantId, group = tenantId, turn = 1 }: Dispatchable): { priority?: number } {
    const nowMs = Date.now()
    if (nowMs - this.#sinceMs > 2000) {
      this.#live.clear()
      this.#sinceMs = nowMs
    }
    const key = `${queue} ${group}`
    const live = this.#live.get(key) ?? 0
    this.#live.set(key, live + 1)
    const priority = Math.max(turn - 1, Math.min(20, Math.floor(live / 50)))
    return priority === 0 ? {} : { priority }
  }

  ended(queue: QueueName, tenantId: string): void {
    const key = `${queue} ${tenantId}`
    const live = this.#live.get(key)
    if (live !== undefined && live > 0) this.#live.set(key, live - 1)
  }
}
