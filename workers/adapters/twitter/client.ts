// X's reads over HTTP, and the one way in which any of its calls but the publishing one are made.
import type { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { PlatformAccount } from '#domain/ports/platform.ts'
import type { Answer } from '../http/connect-once.ts'
import { spannedFetch } from '../http/spanned-fetch.ts'
import type { Authorization, Authorize } from './authorize.ts'
import { Me, Measured, TimelinePage, TWEET_FIELDS } from './wire.ts'

export interface TwitterCall {
  method: 'GET' | 'POST'
  /** From the base address on, e.g. `/2/users/me`. */
  path: string
  query?: Record<string, string>
  json?: JsonObject
  form?: FormData
  timeoutMs?: number
}

export type Ask = <T extends z.ZodType>(
  account: PlatformAccount,
  call: TwitterCall,
  schema: T,
  signal: AbortSignal,
) => Promise<z.output<T>>

/** X answered, and not with a success. */
export class TwitterRefusal extends Error {
  readonly answer: Answer
  constructor(path: string, answer: Answer) {
    super(`X answered ${answer.status} to ${path}`)
    this.name = 'TwitterRefusal'
    this.answer = answer
  }
}

/**
 * Makes calls that are safe to repeat: one that X answers 401 is made once more with a newer token, where there is one.
 * @returns throws TwitterRefusal on any answer but 2xx, CredentialsRefused, or what the network or the schema said
 */
export function createAsk(baseUrl: string, timeoutMs: number, authorize: Authorize): Ask {
  const base = baseUrl.replace(/\/$/, '')
  return async (account, call, schema, signal) => {
    const url = new URL(`${base}${call.path}`)
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
    const within = AbortSignal.any([signal, AbortSignal.timeout(call.timeoutMs ?? timeoutMs)])
    const authorization = await authorize(account, signal)
    const first = await made(url, call, authorization, within)
    const answer =
      first.status === 401 && authorization.renewed !== undefined
        ? await made(url, call, await authorization.renewed(), within)
        : first
    if (answer.status < 200 || answer.status > 299) throw new TwitterRefusal(call.path, answer)
    return schema.parse(answer.body === '' ? undefined : JSON.parse(answer.body)) as z.output<typeof schema>
  }
}

export function createTwitterClient(ask: Ask) {
  return {
    /** The number under which X knows the account. */
    idOf: async (account: PlatformAccount, signal: AbortSignal): Promise<string> =>
      (await ask(account, { method: 'GET', path: '/2/users/me' }, Me, signal)).data.id,

    /** @param sinceMs milliseconds since 1970; newest first, at most 100 a page */
    timeline: (
      account: PlatformAccount,
      userId: string,
      sinceMs: number,
      nextToken: string | undefined,
      signal: AbortSignal,
    ): Promise<TimelinePage> => {
      const query = {
        start_time: new Date(sinceMs).toISOString().replace(/\.\d+Z$/, 'Z'),
        max_results: '100',
        exclude: 'retweets',
        'tweet.fields': TWEET_FIELDS,
        ...(nextToken === undefined ? {} : { pagination_token: nextToken }),
      }
      return ask(account, { method: 'GET', path: `/2/users/${userId}/tweets`, query }, TimelinePage, signal)
    },

    metrics: (account: PlatformAccount, id: string, signal: AbortSignal): Promise<Measured & JsonObject> => {
      const query = { 'tweet.fields': 'public_metrics,created_at' }
      const call: TwitterCall = { method: 'GET', path: `/2/tweets/${encodeURIComponent(id)}`, query }
      return ask(account, call, Measured.loose(), signal) as Promise<Measured & JsonObject>
    },
  }
}
export type TwitterClient = ReturnType<typeof createTwitterClient>

async function made(url: URL, call: TwitterCall, authorization: Authorization, signal: AbortSignal): Promise<Answer> {
  const response = await spannedFetch('twitter', url, {
    method: call.method,
    headers: {
      authorization: authorization.headerFor(call.method, url),
      accept: 'application/json',
      ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
    ...(call.form === undefined ? {} : { body: call.form }),
    redirect: 'error',
    signal,
  })
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() }
}
