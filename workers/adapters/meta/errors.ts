// Meta's errors → ours: by code and subcode, for the HTTP status is 400 nearly always.
import { z } from 'zod'
import type { ActionError } from '#domain/action/action.ts'
import type { Answer } from '../http/connect-once.ts'
import { retryAfterMs } from '../upstream/retry-after.ts'
import { usageOf } from './usage.ts'

/** What an answer that is no success proves. */
export type Verdict =
  | { kind: 'refused'; error: ActionError }
  | { kind: 'unauthorized'; detail: string }
  | { kind: 'rate_limited'; untilMs: number }
  /** Nobody knows what became of it. */
  | { kind: 'unknown'; detail: string }

const GraphErrorReply = z.object({
  error: z.object({
    message: z.string().default(''),
    type: z.string().optional(),
    code: z.int(),
    error_subcode: z.int().optional(),
    is_transient: z.boolean().optional(),
    error_user_msg: z.string().optional(),
  }),
})
type GraphError = z.output<typeof GraphErrorReply>['error']

/**
 * Only Meta's own readable 4xx is a refusal.
 * @param now milliseconds since 1970
 */
export function metaVerdict(answer: Answer, now: number): Verdict {
  const { status } = answer
  if (status === 429) return { kind: 'rate_limited', untilMs: now + regainMs(answer, now) }
  const error = errorIn(answer)
  if (error === undefined || status < 400 || status > 499 || status === 408) {
    const said = error === undefined ? '' : `, ${platformCodeOf(error)}: ${error.message}`
    return { kind: 'unknown', detail: `answered ${status}${said}` }
  }
  const meaning = meaningOf(error)
  switch (meaning) {
    case 'unknown':
      return { kind: 'unknown', detail: `answered ${platformCodeOf(error)}: ${error.message}` }
    case 'throttled':
      return { kind: 'rate_limited', untilMs: now + regainMs(answer, now) }
    case 'too_early':
      return { kind: 'rate_limited', untilMs: now + TOO_EARLY_MS }
    case 'unauthorized':
      return { kind: 'unauthorized', detail: `${platformCodeOf(error)}: ${error.message}` }
    default:
      return { kind: 'refused', error: refusal(meaning, error) }
  }
}

type RefusalCode =
  | 'PERMISSION_DENIED'
  | 'PLATFORM_REFUSED'
  | 'POLICY_BLOCKED'
  | 'MEDIA_TOO_LARGE'
  | 'MEDIA_UNSUPPORTED'
  | 'MEDIA_UNREADABLE'
type Meaning = 'unknown' | 'throttled' | 'too_early' | 'unauthorized' | RefusalCode

/** Where Meta says throttled and not until when. */
const DEFAULT_CLOSED_MS = 5 * 60_000
/**
 * A container that Meta calls FINISHED and does not take yet. Nothing was published and the same request is right a moment later;
 * `rate_limited` is the one outcome that says both (`refused` ends the action), at the price of closing the account so long.
 */
const TOO_EARLY_MS = 20_000

function meaningOf(error: GraphError): Meaning {
  const { code, error_subcode, is_transient = false, message, type } = error
  const exact = BY_SUBCODE[`${code}/${error_subcode}`]
  if (exact !== undefined) return exact
  if (THROTTLES.has(code)) return 'throttled'
  if (TOKEN_CODES.has(code)) return 'unauthorized'
  // A wrong proof of the app's secret has the code of a wrong parameter.
  if (code === 100 && type === 'GraphMethodException' && /appsecret_proof/.test(message)) return 'unauthorized'
  if (is_transient || UNKNOWNS.has(code)) return 'unknown'
  if (code === 368) return alreadyPosted(error) ? 'unknown' : 'POLICY_BLOCKED'
  if (code === 3 || code === 10 || (code >= 200 && code <= 299)) return 'PERMISSION_DENIED'
  return BY_CODE[code] ?? 'PLATFORM_REFUSED'
}

const THROTTLES: ReadonlySet<number> = new Set([4, 17, 32, 341, 613, 80_000, 80_001, 80_002, 80_003, 80_004])
const TOKEN_CODES: ReadonlySet<number> = new Set([102, 104, 190])
/** 1 and 2 (of Instagram -1 and -2) are Meta's own failures; 506 is a duplicate, which an earlier attempt may have posted. */
const UNKNOWNS: ReadonlySet<number> = new Set([-2, -1, 1, 2, 506])

const BY_SUBCODE: Readonly<Record<string, Meaning>> = {
  '4/2207051': 'unknown', // came back while the post was live (postiz#1681)
  '9/2207042': 'throttled', // Instagram's posts of a day
  '24/2207006': 'unknown', // the container is gone, perhaps because it is published
  '24/2207008': 'unknown',
  '25/2207050': 'POLICY_BLOCKED',
  '100/1487390': 'unknown', // "try later", though not marked transient
  '100/2207005': 'MEDIA_UNSUPPORTED',
  '368/1390008': 'throttled', // too fast
  '9007/2207027': 'too_early',
}

const BY_CODE: Readonly<Record<number, RefusalCode>> = {
  352: 'MEDIA_UNSUPPORTED',
  9004: 'MEDIA_UNREADABLE',
  36000: 'MEDIA_TOO_LARGE',
  36001: 'MEDIA_UNSUPPORTED',
  36003: 'MEDIA_UNSUPPORTED', // aspect ratio
}

/** The policy block that tells of a duplicate has no subcode of its own. */
function alreadyPosted({ message, error_user_msg = '' }: GraphError): boolean {
  return /already (been )?(posted|shared)|duplicate/i.test(`${message} ${error_user_msg}`)
}

function refusal(code: RefusalCode, error: GraphError): ActionError {
  return {
    code,
    message: error.error_user_msg ?? error.message,
    platformCode: platformCodeOf(error),
    // Whether Meta can fetch a picture changes by the day (mixpost#197).
    retryable: code === 'MEDIA_UNREADABLE',
  }
}

function platformCodeOf({ code, error_subcode }: GraphError): string {
  return error_subcode === undefined ? String(code) : `${code}/${error_subcode}`
}

function regainMs(answer: Answer, now: number): number {
  const told = usageOf(answer)?.regainInMs ?? retryAfterMs(answer.headers['retry-after'] ?? null, now) ?? 0
  return told > 0 ? told : DEFAULT_CLOSED_MS
}

function errorIn({ body }: Answer): GraphError | undefined {
  try {
    return GraphErrorReply.safeParse(JSON.parse(body)).data?.error
  } catch {
    return undefined // not JSON: whoever answered was not the Graph API
  }
}
