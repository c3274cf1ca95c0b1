// X's refusals → ours. X words them in three ways: RFC 9457 problems, `{code, message}`, and the older `{errors: [{code, message}]}`.
import { z } from 'zod'
import type { ActionError } from '#domain/action/action.ts'

export type Refusal =
  /** It did not happen, and will not. */
  | { as: 'refused'; error: ActionError }
  /** It did not happen: X does not know, no longer trusts or no longer serves who asks. */
  | { as: 'unauthorized'; detail: string }
  /** It did not happen: too much in this window. `capped`: a quota of days and not of minutes. */
  | { as: 'throttled'; capped: boolean }
  /** X has this text already: an earlier attempt may have published it. */
  | { as: 'duplicate'; detail: string }
  /** Nobody knows what became of it. */
  | { as: 'unsaid' }

/** What an answer that is no success proves. Only X's own readable 4xx proves anything, but for 429. */
export function readRefusal(status: number, body: string): Refusal {
  const said = readable(body)
  if (status === 429) return { as: 'throttled', capped: said?.code === USAGE_CAPPED }
  if (said === undefined || status < 400 || status > 499 || UNSAID_STATUSES.has(status)) return { as: 'unsaid' }
  const { code, message } = said
  if (UNSAID.has(code)) return { as: 'unsaid' }
  if (THROTTLED.has(code)) return { as: 'throttled', capped: code === USAGE_CAPPED }
  // The problem has no type of its own (`about:blank`): its words are all there is to know it by.
  if (code === '187' || (status === 403 && /duplicate content/i.test(message)))
    return { as: 'duplicate', detail: message }
  if (status === 401 || status === 402 || UNTRUSTED.has(code)) return { as: 'unauthorized', detail: message }
  return {
    as: 'refused',
    error: { code: OURS[code] ?? 'PLATFORM_REFUSED', message, platformCode: code, retryable: false },
  }
}

const USAGE_CAPPED = 'usage-capped'
/** Numbers are those of the older form: https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
const THROTTLED: ReadonlySet<string> = new Set([USAGE_CAPPED, 'rate-limit-exceeded', '88', '185'])
const UNTRUSTED: ReadonlySet<string> = new Set([
  ...['client-forbidden', 'oauth1-permissions', 'unsupported-authentication', 'credits'],
  ...['32', '64', '89', '135', '215', '261', '326'],
])
const UNSAID: ReadonlySet<string> = new Set(['internal-error', '130', '131'])
const UNSAID_STATUSES: ReadonlySet<number> = new Set([408, 425])

const OURS: Record<string, string> = {
  'invalid-request': 'CONTENT_REJECTED',
  'disallowed-resource': 'CONTENT_REJECTED',
  '186': 'CONTENT_REJECTED',
  '324': 'MEDIA_UNSUPPORTED',
}

const Problem = z.object({
  title: z.string(),
  type: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ message: z.string().optional() })).optional(),
})
const Plain = z.object({ code: z.number(), message: z.string() })
const Older = z.object({
  errors: z.tuple([z.object({ code: z.number().optional(), message: z.string() })], z.unknown()),
})

/** @returns X's word for it and what it says; undefined when whoever answered was not X */
function readable(body: string): { code: string; message: string } | undefined {
  const json = jsonOf(body)
  const problem = Problem.safeParse(json)
  if (problem.success) {
    const { title, type, detail = title, errors = [] } = problem.data
    const more = errors.flatMap(({ message }) => (message === undefined || message === detail ? [] : [message]))
    return { code: codeOf(type, title), message: [detail, ...more].join(' ').slice(0, MAX_MESSAGE) }
  }
  const plain = Plain.safeParse(json)
  const older = plain.success ? plain.data : Older.safeParse(json).data?.errors[0]
  if (older === undefined) return undefined
  return { code: String(older.code ?? 'unnamed'), message: older.message.slice(0, MAX_MESSAGE) }
}

const MAX_MESSAGE = 1000

/** `https://api.x.com/2/problems/invalid-request` → `invalid-request`; without a type, the title. */
function codeOf(type: string, title: string): string {
  return (type === 'about:blank' ? title : (type.split('/').at(-1) ?? type)).toLowerCase().replaceAll(' ', '-')
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined // not JSON: whoever answered was not X
  }
}
