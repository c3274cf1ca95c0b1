// Requests that wait for a subject: one registry a process, woken by messages and by one grouped look a second.
import type { Standing } from '#domain/ports/audit-reader.ts'

export interface Waiting {
  /**
   * Waits until `enough` holds, looking at once, at each message about the subject, and once a second.
   * @returns how the subject stood then; undefined: the time is over, the client is gone, or this process is going down
   */
  until(subjectId: string, enough: (standing: Standing) => boolean, options: WaitOptions): Promise<Standing | undefined>
  /** Something may have happened to the subject. */
  touch(subjectId: string): void
  /** Ends all waits, now and from now on. */
  close(): void
}

export interface WaitOptions {
  timeoutMs: number
  signal?: AbortSignal
}

export interface WaitingOptions {
  standings: (subjectIds: readonly string[]) => Promise<Map<string, Standing>>
  onError: (error: unknown) => void
  lookEveryMs?: number
}

export function createWaiting({ standings, onError, lookEveryMs = 1000 }: WaitingOptions): Waiting {
  const waiters = new Map<string, Set<Waiter>>()
  let dirty = new Set<string>()
  let looking = false
  let closed = false

  const look = async () => {
    if (looking) return
    looking = true
    while (dirty.size > 0 && !closed) {
      const ids = [...dirty]
      dirty = new Set()
      try {
        const found = await standings(ids)
        for (const [id, standing] of found) for (const waiter of waiters.get(id) ?? []) waiter.see(standing)
      } catch (error) {
        onError(error) // the next look, within a second, asks again
        break
      }
    }
    looking = false
  }
  const touch = (subjectId: string) => {
    if (!waiters.has(subjectId)) return
    dirty.add(subjectId)
    // Messages come in bursts, and a look takes all of a burst.
    setImmediate(look)
  }
  const timer = setInterval(() => {
    for (const id of waiters.keys()) dirty.add(id)
    void look()
  }, lookEveryMs)
  timer.unref()

  return {
    touch,
    close() {
      closed = true
      clearInterval(timer)
      for (const group of waiters.values()) for (const waiter of group) waiter.end()
    },
    until(subjectId, enough, { timeoutMs, signal }) {
      if (closed || signal?.aborted) return Promise.resolve(undefined)
      return new Promise(resolve => {
        const finish = (standing?: Standing) => {
          clearTimeout(timeout)
          signal?.removeEventListener('abort', waiter.end)
          const group = waiters.get(subjectId)
          group?.delete(waiter)
          if (group?.size === 0) waiters.delete(subjectId)
          resolve(standing)
        }
        const waiter: Waiter = {
          see: standing => enough(standing) && finish(standing),
          end: () => finish(),
        }
        const timeout = setTimeout(waiter.end, timeoutMs)
        signal?.addEventListener('abort', waiter.end)
        const group = waiters.get(subjectId)
        if (group === undefined) waiters.set(subjectId, new Set([waiter]))
        else group.add(waiter)
        touch(subjectId)
      })
    },
  }
}

interface Waiter {
  see: (standing: Standing) => void
  end: () => void
}
