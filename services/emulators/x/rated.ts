// The windows of X's endpoints, told in the headers of every answer.
import type { Context } from 'hono'
import { createLimits, type Limits, type Standing } from '../limits.ts'
import { tooManyRequests } from './problem.ts'

/** Per user and 15 minutes, as https://docs.x.com/x-api/fundamentals/rate-limits has them. */
const READS = {
  me: 75,
  timeline: 900,
  tweet: 900,
  upload: 500,
  initialize: 1875,
  append: 1875,
  finalize: 1875,
  status: 1000,
  metadata: 500,
} as const
export type ReadEndpoint = keyof typeof READS

const WINDOW_S = 900

/** @returns counts a request of an endpoint and tells of it; throws XProblem 429 when its window is used up */
export function createReadWindows(now: () => Date): (c: Context, endpoint: ReadEndpoint, account: string) => void {
  const windows = new Map<ReadEndpoint, Limits>()
  return (c, endpoint, account) => {
    const limits = windows.get(endpoint) ?? createLimits(windowOf(READS[endpoint]))
    windows.set(endpoint, limits)
    const standing = limits.take(account, now())
    tellStanding(c, standing)
    if (!standing.allowed) throw tooManyRequests()
  }
}

/** Sets the headers that go with whatever is answered from here on. */
export function tellStanding(c: Context, { limit, remaining, resetAt }: Standing): void {
  c.header('x-rate-limit-limit', String(limit))
  c.header('x-rate-limit-remaining', String(remaining))
  // Rounded up: a caller who comes back at that second must find room.
  c.header('x-rate-limit-reset', String(Math.ceil(resetAt.getTime() / 1000)))
}

function windowOf(count: number) {
  return { app: { count: 100_000_000, seconds: WINDOW_S }, account: { count, seconds: WINDOW_S } }
}
