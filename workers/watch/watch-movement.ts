// Whether work moves in this process: what liveness means. A queue stands still when its canary has not come through for long and this
// process has done nothing on it meanwhile, although Redis and Postgres answer and nobody has paused it.
import type { Logger } from 'pino'
import type { WatchLateness } from '#db/watch/watch-step.ts'
import type { StepKind, WatchStep } from '#domain/step.ts'
import { inTime, tooLate } from '#queues/in-time.ts'
import { canaryOf, JOBS, type QueueName } from '#queues/topology.ts'

export interface WatchMovementOptions {
  queues: readonly QueueName[]
  /** Makes the watch steps that are missing and tells how late each is; rejects while Postgres is away. */
  look(kinds: readonly WatchStep[]): Promise<WatchLateness[]>
  isRedisReady(): boolean
  isPaused(queue: QueueName): Promise<boolean>
  /** How long a queue may stand still; milliseconds. */
  limitMs: number
  /** Milliseconds between two looks. */
  everyMs: number
  logger: Logger
  now?: () => number
}

export interface Movement {
  /** A delivery has come; call what it gives when it has ended. */
  began(queue: QueueName, kind: StepKind): () => void
  /** Why this process should be replaced; undefined: it lives. */
  standsStill(): string | undefined
  stop(): void
}

/** A Redis that does not answer for so long is away. */
const PAUSED_MS = 2000
const tooSlow = tooLate(`Redis took over ${PAUSED_MS} ms to say whether a queue is paused`)

export function watchMovement(options: WatchMovementOptions): Movement {
  const { queues, limitMs, everyMs, logger, now = Date.now } = options
  /** Since when everything that work needs has been there without a break. */
  let wellSince = now()
  const movedAt = new Map<QueueName, number>()
  const running = new Map<symbol, { queue: QueueName; until: number }>()
  let still: { queue: QueueName; lateMs: number }[] = []

  const isAtWork = (queue: QueueName, at: number) =>
    (movedAt.get(queue) ?? 0) > at - limitMs ||
    [...running.values()].some(step => step.queue === queue && step.until > at - limitMs)

  const look = async () => {
    const kinds: WatchStep[] = ['find-stuck', ...queues.map(canaryOf)]
    const late = new Map((await options.look(kinds)).map(({ kind, lateMs }) => [kind, lateMs]))
    const at = now()
    if (at - wellSince < limitMs) return []
    const found = queues
      .map(queue => ({ queue, lateMs: late.get(canaryOf(queue)) ?? 0 }))
      .filter(({ queue, lateMs }) => lateMs > limitMs && !isAtWork(queue, at))
    const paused = await Promise.all(found.map(({ queue }) => inTime(options.isPaused(queue), PAUSED_MS, tooSlow)))
    return found.filter((_, index) => paused[index] === false)
  }

  const round = async () => {
    try {
      if (!options.isRedisReady()) throw new Error('Redis is away')
      const before = still
      still = await look()
      for (const { queue, lateMs } of still)
        if (!before.some(other => other.queue === queue))
          logger.error({ event: 'queue.stands_still', queue, late_ms: Math.round(lateMs) })
    } catch (error) {
      // What work needs is away: readiness says so, and a new process would not move either.
      wellSince = now()
      still = []
      logger.debug({ event: 'watch.skipped', err: error })
    }
  }

  void round()
  const timer = setInterval(() => void round(), everyMs)
  return {
    began(queue, kind) {
      const key = Symbol(queue)
      running.set(key, { queue, until: now() + JOBS[kind].timeoutMs })
      movedAt.set(queue, now())
      return () => {
        running.delete(key)
        movedAt.set(queue, now())
      }
    },
    standsStill() {
      const [worst] = still
      if (worst === undefined) return undefined
      const seconds = Math.round(worst.lateMs / 1000)
      return `no work moves on ${still.map(({ queue }) => queue).join(', ')}: a canary is ${seconds} s late, and nothing else was done here`
    },
    stop: () => clearInterval(timer),
  }
}
