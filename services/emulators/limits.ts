// How many posts a platform takes in any sliding window: of one account, and of the whole application.
import { z } from 'zod'

const Window = z.strictObject({
  count: z.int().min(0).max(100_000_000),
  seconds: z.number().positive().max(31_536_000),
})
export const PlatformLimits = z.strictObject({ app: Window, account: Window })
export type PlatformLimits = z.infer<typeof PlatformLimits>
/** What `PUT` takes: either or both. */
export const LimitsChange = PlatformLimits.partial()
export type LimitsChange = z.infer<typeof LimitsChange>

export interface Standing {
  allowed: boolean
  limit: number
  remaining: number
  /** When the tightest window has room again. */
  resetAt: Date
}

export interface Limits {
  /** Counts the request when it is allowed; a refused one costs nothing. */
  take(account: string, now: Date): Standing
  /** What `take` would find, without counting. */
  peek(account: string, now: Date): Standing
  get(): PlatformLimits
  set(change: LimitsChange): void
}

const APP = Symbol('app')

export function createLimits(initial: PlatformLimits): Limits {
  let limits = initial
  const taken = new Map<string | typeof APP, number[]>()
  const inWindow = (key: string | typeof APP, seconds: number, nowMs: number) => {
    const times = taken.get(key) ?? []
    const left = times.findIndex(at => at > nowMs - seconds * 1000)
    if (left !== 0) times.splice(0, left === -1 ? times.length : left)
    taken.set(key, times)
    return times
  }
  const look = (account: string, nowMs: number) => {
    const ofApp = inWindow(APP, limits.app.seconds, nowMs)
    const ofAccount = inWindow(account, limits.account.seconds, nowMs)
    const app = standingOf(ofApp, limits.app, nowMs)
    const own = standingOf(ofAccount, limits.account, nowMs)
    // A refusal by the application's window tells of that one; otherwise the account's is what callers pace by.
    return { ofApp, ofAccount, standing: { ...(app.allowed ? own : app), allowed: app.allowed && own.allowed } }
  }
  return {
    take(account, now) {
      const nowMs = now.getTime()
      const { ofApp, ofAccount, standing } = look(account, nowMs)
      if (!standing.allowed) return standing
      ofApp.push(nowMs)
      ofAccount.push(nowMs)
      return { ...standing, remaining: Math.max(0, standing.remaining - 1) }
    },
    peek: (account, now) => look(account, now.getTime()).standing,
    get: () => limits,
    set(change) {
      limits = { app: change.app ?? limits.app, account: change.account ?? limits.account }
    },
  }
}

function standingOf(
  times: readonly number[],
  { count, seconds }: { count: number; seconds: number },
  nowMs: number,
): Standing {
  // Room comes when as many have left as stand above the limit.
  const leaver = times[Math.max(0, times.length - count)] ?? nowMs
  return {
    allowed: times.length < count,
    limit: count,
    remaining: Math.max(0, count - times.length),
    resetAt: new Date(leaver + seconds * 1000),
  }
}
