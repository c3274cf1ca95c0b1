// X (Platform TWITTER) as a PlatformPort: API v2, posts of a user, with OAuth 1.0a or OAuth 2.

import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { PlatformAccount, PlatformPort, SendResult } from '#domain/ports/platform.ts'
import { connectOnce } from '../http/connect-once.ts'
import { type AuthorizeOptions, createAuthorize } from './authorize.ts'
import { createAsk, createTwitterClient, TwitterRefusal } from './client.ts'
import { CLOCK_SLACK_MS, findOwnPost } from './find-own-post.ts'
import { createMediaClient } from './media-client.ts'
import { prepareMedia } from './prepare-media.ts'
import { fromTweetAnswer, preparedFrom, toMetrics, toTweet } from './transform.ts'

/** `baseUrl`: https://api.x.com; `timeoutMs`: for connecting and for each read. */
export type TwitterOptions = AuthorizeOptions

export function createTwitterPlatform(options: TwitterOptions): PlatformPort {
  const authorize = createAuthorize(options)
  const ask = createAsk(options.baseUrl, options.timeoutMs, authorize)
  const client = createTwitterClient(ask)
  const origin = new URL(options.baseUrl)
  const publishUrl = new URL(`${options.baseUrl.replace(/\/$/, '')}/2/tweets`)
  const userIds = new Map<string, string>()

  const userIdOf = async (account: PlatformAccount, signal: AbortSignal): Promise<string> => {
    const { userId, fingerprint } = await authorize(account, signal)
    if (userId !== undefined) return userId
    const found = userIds.get(fingerprint) ?? (await client.idOf(account, signal))
    if (userIds.size > 10_000) userIds.clear()
    userIds.set(fingerprint, found)
    return found
  }

  return {
    name: 'TWITTER',
    capabilities: () => ({ nativeKey: false, probe: true, duplicateAnswer: true, container: false, metered: true }),

    async authenticate(account, signal) {
      try {
        await client.idOf(account, signal)
        return true
      } catch (error) {
        if (error instanceof CredentialsRefused) return false
        if (error instanceof TwitterRefusal && isShutOut(error)) return false
        throw error
      }
    },

    async prepare(post, tools) {
      if (post.media.length === 0) return { kind: 'ready' }
      try {
        return await prepareMedia(post, tools, createMediaClient(ask, post.account, tools.signal))
      } catch (error) {
        if (error instanceof CredentialsRefused) return { kind: 'unauthorized', detail: error.message }
        const settled = error instanceof TwitterRefusal ? preparedFrom(error.answer) : undefined
        if (settled === undefined) throw error
        return settled
      }
    },

    async connect(account, signal) {
      const authorization = await authorize(account, signal)
      const { send, close } = await connectOnce({ name: 'twitter', origin }, options.timeoutMs, signal)
      return {
        close,
        async postContent(post, handles, timeoutMs): Promise<SendResult> {
          const body = toTweet(post, handles)
          if (body === undefined) return MEDIA_GONE
          const headers = {
            authorization: authorization.headerFor('POST', publishUrl),
            'content-type': 'application/json',
            accept: 'application/json',
          }
          try {
            const answer = await send({ method: 'POST', path: publishUrl.pathname, headers, body }, timeoutMs)
            return fromTweetAnswer(answer, Date.now())
          } catch (error) {
            return { kind: 'unknown', detail: messageOf(error) }
          }
        },
      }
    },

    async probe(post, clues, signal) {
      try {
        const { account } = post
        const userId = await userIdOf(account, signal)
        const sinceMs = clues.sinceMs - CLOCK_SLACK_MS
        return await findOwnPost(post, clues, next => client.timeline(account, userId, sinceMs, next, signal))
      } catch (error) {
        return { kind: 'indeterminate', detail: messageOf(error) }
      }
    },

    async getMetrics({ account, platformRefId }, signal) {
      return toMetrics(await client.metrics(account, platformRefId, signal))
    },
  }
}

/** Who may not even ask who he is, is not let in, e.g. a suspended account. */
function isShutOut({ answer }: TwitterRefusal): boolean {
  const said = preparedFrom(answer)?.kind
  return said === 'unauthorized' || (said === 'refused' && answer.status === 403)
}

/** Nothing was written: a medium's id has expired since it was prepared. */
const MEDIA_GONE: SendResult = {
  kind: 'refused',
  error: { code: 'MEDIA_NOT_READY', message: 'a medium is not on X (any more)', retryable: true },
  httpStatus: 0,
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
