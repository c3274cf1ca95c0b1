// Lets only so many calls at once to an upstream, over all workers, groups in turn: whoever has a thousand waiting does not stand
// before whoever has one.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inTime, tooLate } from '#queues/in-time.ts'
import type { RedisConnection } from '#queues/redis/open-redis.ts'

export interface Gate {
  /**
   * Waits for a place. @param group whose turn it is among those that wait here
   * @returns gives the place back; calling it twice is calling it once
   * @throws the signal's reason when that aborts first
   */
  enter(group: string, signal: AbortSignal): Promise<() => void>
}

export interface GateOptions {
  name: string
  redis: RedisConnection
  prefix: string
  /** Over all workers; what each keeps to by itself while Redis is away. */
  places: number
  /** Milliseconds after which a place of somebody who died is free again. */
  leaseMs: number
}

interface Waiter {
  enter(): void
}

/** All places are taken elsewhere: asked again after this. */
const AGAIN_MS = 40
const TIMEOUT_MS = 500

export function createGate({ name, redis, prefix, places, leaseMs }: GateOptions): Gate {
  const key = `${prefix}:gate:${name}`
  const takePlace = readFileSync(new URL('lua/take-place.lua', import.meta.url), 'utf8')
  const waiting = new Map<string, Waiter[]>()
  let held = 0
  let isPumping = false

  const take = async (holder: string): Promise<boolean> => {
    if (redis.status !== 'ready') return true
    try {
      const asked = redis.eval(takePlace, 1, key, holder, places, Date.now(), leaseMs)
      return (await inTime(asked, TIMEOUT_MS, tooLate(`Redis took over ${TIMEOUT_MS} ms`))) === 1
    } catch {
      return true // a Redis that does not answer is no reason to leave core alone; each process keeps to the number by itself
    }
  }
  const release = (holder: string) => {
    held -= 1
    if (redis.status === 'ready') redis.zrem(key, holder).catch(() => 0) // its lease ends by itself
    void pump()
  }
  const pump = async () => {
    if (isPumping) return
    isPumping = true
    try {
      while (waiting.size > 0 && held < places) {
        const holder = randomUUID()
        held += 1
        const taken = await take(holder)
        const next = taken ? nextOf(waiting) : undefined
        if (next === undefined) {
          held -= 1
          if (taken)
            void redis.zrem(key, holder).catch(() => 0) // as above
          else await new Promise(resolve => setTimeout(resolve, AGAIN_MS))
          continue
        }
        holders.set(next, holder)
        next.enter()
      }
    } finally {
      isPumping = false
    }
  }
  const holders = new WeakMap<Waiter, string>()

  return {
    enter(group, signal) {
      signal.throwIfAborted()
      return new Promise((resolve, reject) => {
        const leave = () => {
          const group_ = waiting.get(group)?.filter(each => each !== waiter) ?? []
          if (group_.length === 0) waiting.delete(group)
          else waiting.set(group, group_)
          reject(signal.reason)
        }
        const waiter: Waiter = {
          enter() {
            signal.removeEventListener('abort', leave)
            let isInside = true
            resolve(() => {
              if (isInside) release(holders.get(waiter) ?? '')
              isInside = false
            })
          },
        }
        signal.addEventListener('abort', leave, { once: true })
        waiting.set(group, [...(waiting.get(group) ?? []), waiter])
        void pump()
      })
    },
  }
}

/** The first of the group whose turn it is; the group stands behind all others then. */
function nextOf(waiting: Map<string, Waiter[]>): Waiter | undefined {
  const [first] = waiting
  if (first === undefined) return undefined
  const [group, [waiter, ...rest]] = first
  waiting.delete(group)
  if (rest.length > 0) waiting.set(group, rest)
  return waiter
}
