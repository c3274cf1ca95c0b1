// The live session in Redis: which chunks it has, answered without asking the ledger. It is an index; the ledger can rebuild it.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Range } from '#domain/session/received.ts'
import { inTime, tooLate } from '../in-time.ts'
import type { RedisConnection } from '../redis/open-redis.ts'

export interface LiveSessions {
  /**
   * Notes a chunk that is committed.
   * @returns what the session has by now; undefined: Redis does not know it, or not all of it, or does not answer, so the
   * ledger must be asked
   */
  append(sessionId: string, sequenceId: number): Promise<Range[] | undefined>
  /**
   * Puts it back after `append` did not know it. Never throws: the next append finds out again.
   * @param load what the ledger has; asked twice, so that what is committed in between is not missed
   */
  rebuild(session: { id: string; tenantId: string }, load: () => Promise<Range[]>): Promise<void>
  /** Takes out what is over. Never throws: what stays is forgotten after its time. */
  forget(sessionId: string): Promise<void>
}

/** Of the shape of the keys below: another one never reads this one's. */
const VERSION = 1
const TIMEOUT_MS = 250

/** @param ttlS a session that nothing comes for is forgotten here after this */
export function createLiveSessions(redis: RedisConnection, prefix: string, ttlS: number): LiveSessions {
  const append = script('append')
  const rebuild = script('rebuild')
  // The id in braces keeps a session in one hash slot; the prefix must not bring braces of its own.
  const root = prefix.replaceAll(/[{}]/g, '')
  const keysOf = (id: string) =>
    ['state', 'chunks', 'ranges'].map(what => `${root}:session:v${VERSION}:{${id}}:${what}`)
  const call = <T>({ sha, text }: Script, id: string, values: (string | number)[]): Promise<T> =>
    soon(async () => {
      const keys = keysOf(id)
      try {
        return (await redis.evalsha(sha, keys.length, ...keys, ...values)) as T
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
        return (await redis.eval(text, keys.length, ...keys, ...values)) as T
      }
    })
  const missed = new MissedNotes()

  return {
    async append(sessionId, sequenceId) {
      try {
        if (redis.status !== 'ready') throw new Error(`Redis is ${redis.status}`)
        const found = await call<string[] | null>(append, sessionId, [sequenceId, ttlS])
        return found === null || missed.of(sessionId) > 0 ? undefined : found.map(toRange)
      } catch {
        missed.add(sessionId)
        return undefined // the ledger knows as well, only slower
      }
    },
    async rebuild({ id, tenantId }, load) {
      if (redis.status !== 'ready') return
      const known = missed.of(id)
      try {
        for (let look = 0; look < 2; look++)
          await call(rebuild, id, [ttlS, tenantId, ...(await load()).map(([from, to]) => `${from}-${to}`)])
        missed.settle(id, known)
      } catch {
        // as above
      }
    },
    async forget(sessionId) {
      if (redis.status !== 'ready') return
      await soon(() => redis.del(...keysOf(sessionId))).catch(() => 0)
    },
  }
}

/**
 * How often Redis was not told of a chunk of a session. When it comes back with what it had, it lacks those, and is not
 * believed before it was rebuilt. Kept by each process: whoever asks another is told too little, sends again, and mends it by that.
 */
class MissedNotes {
  readonly #counts = new Map<string, number>()

  of(sessionId: string): number {
    return this.#counts.get(sessionId) ?? 0
  }

  add(sessionId: string): void {
    // More sessions than a process records at once: an outage shall not fill its memory.
    if (this.#counts.size >= 100_000) this.#counts.clear()
    this.#counts.set(sessionId, this.of(sessionId) + 1)
  }

  /** Up to `count` they are made up for; what was missed since is not. */
  settle(sessionId: string, count: number): void {
    if (this.of(sessionId) === count) this.#counts.delete(sessionId)
  }
}

interface Script {
  sha: string
  text: string
}

function script(name: 'append' | 'rebuild'): Script {
  const text = readFileSync(new URL(`lua/${name}.lua`, import.meta.url), 'utf8')
  return { text, sha: createHash('sha1').update(text).digest('hex') }
}

function toRange(member: string): Range {
  const [from, to] = member.split('-').map(Number)
  return [from ?? 0, to ?? 0]
}

function soon<T>(work: () => Promise<T>): Promise<T> {
  return inTime(work(), TIMEOUT_MS, tooLate(`Redis took over ${TIMEOUT_MS} ms`))
}
