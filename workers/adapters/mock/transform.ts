// Wire ↔ domain for the MOCK platform. Pure.
import { z } from 'zod'
import type { Allowance, Post, SendResult } from '#domain/ports/platform.ts'
import type { Answer } from '../http/connect-once.ts'
import { mockError } from './errors.ts'

const Created = z.object({ id: z.string().min(1), permalink: z.string().optional() })

/** The approved text and media and nothing else. */
export function toMockPost(post: Post): string {
  return JSON.stringify({
    action_id: post.actionId,
    account: post.account.account,
    text: post.text,
    media: post.media.map(({ url, sha256 }) => ({ url, sha256 })),
    ...(post.replyTo === undefined ? {} : { reply_to: post.replyTo }),
    ...(post.budgetMinor === undefined ? {} : { budget_minor: post.budgetMinor }),
    ...(post.mock === undefined ? {} : { mock: post.mock }),
  })
}

/**
 * What an answer to a create proves. Only a readable 201 is success, only the platform's own 4xx is a refusal.
 * @param now milliseconds since the epoch
 */
export function fromMockAnswer(answer: Answer, now: number): SendResult {
  const { status: httpStatus } = answer
  const body = parsed(answer.body)
  const allowance = allowanceOf(answer)
  const common = { httpStatus, ...(allowance === undefined ? {} : { allowance }) }
  if (httpStatus === 201) {
    const created = Created.safeParse(body)
    if (!created.success) return { kind: 'unknown', detail: 'a 201 without an id', ...common }
    const { id, permalink } = created.data
    return { kind: 'accepted', platformRefId: id, ...(permalink === undefined ? {} : { permalink }), ...common }
  }
  if (httpStatus === 429) return { kind: 'rate_limited', untilMs: closedUntil(answer, now), ...common }
  const denied = httpStatus === 401 ? mockError(httpStatus, body) : undefined
  if (denied !== undefined) return { kind: 'unauthorized', detail: denied.message, ...common }
  const error = mockError(httpStatus, body)
  if (error === undefined) return { kind: 'unknown', detail: `answered ${httpStatus}`, ...common }
  return { kind: 'refused', error, ...common }
}

/** What the platform says is left of the account's window; undefined when it does not say. */
function allowanceOf({ headers }: Answer): Allowance | undefined {
  const [limit, remaining, resetS] = ['limit', 'remaining', 'reset'].map(name => headers[`x-rate-limit-${name}`])
  if (limit === undefined || remaining === undefined || resetS === undefined) return undefined
  return { limit: Number(limit), remaining: Number(remaining), resetsAtMs: Number(resetS) * 1000 }
}

function closedUntil({ headers }: Answer, now: number): number {
  const retryAfterS = Number(headers['retry-after'])
  const resetS = Number(headers['x-rate-limit-reset'])
  const untilMs = retryAfterS > 0 ? now + retryAfterS * 1000 : resetS * 1000
  return untilMs > now ? untilMs : now + DEFAULT_CLOSED_MS
}

/** A 429 that does not say until when. */
const DEFAULT_CLOSED_MS = 60_000

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // not JSON: whoever answered was not the platform
  }
}
