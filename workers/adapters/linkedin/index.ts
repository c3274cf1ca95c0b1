// LinkedIn as a PlatformPort: posts of organizations and members through its versioned REST API.
import type { CredentialSource } from '#domain/ports/credential-source.ts'
import type { PlatformAccount, PlatformPort } from '#domain/ports/platform.ts'
import { connectOnce } from '../http/connect-once.ts'
import { createLinkedinClient, LinkedinRefusal, restHeaders } from './client.ts'
import { linkedinCredentials } from './linkedin-credentials.ts'
import { imagesOf, MAX_IMAGES, prepareImages } from './prepare-images.ts'
import { canList, probePosts } from './probe-posts.ts'
import { fromShareStatistics, fromSocialActions } from './read-metrics.ts'
import { fromLinkedinAnswer, toLinkedinPost } from './transform.ts'

export interface LinkedinPlatformOptions {
  /** What stands for https://api.linkedin.com, e.g. http://127.0.0.1:3010/linkedin */
  baseUrl: string
  /** Of one read, one upload, and of connecting. */
  timeoutMs: number
  credentials: CredentialSource
  /** LinkedIn-Version, YYYYMM; each lives for about a year. */
  version?: string
}

const DEFAULT_VERSION = '202609'

export function createLinkedinPlatform(options: LinkedinPlatformOptions): PlatformPort {
  const { baseUrl, timeoutMs, version = DEFAULT_VERSION } = options
  const client = createLinkedinClient({ baseUrl, timeoutMs, version })
  const base = new URL(baseUrl)
  const credentialsOf = (account: PlatformAccount, signal: AbortSignal) =>
    linkedinCredentials(options.credentials, account, signal)
  return {
    name: 'LINKEDIN',
    capabilities: kind => ({
      nativeKey: false,
      probe: canList(kind),
      duplicateAnswer: true,
      container: false,
      metered: false,
    }),

    async authenticate(account, signal) {
      const { accessToken, author } = await credentialsOf(account, signal)
      try {
        if (account.kind === 'member') return (await client.person(accessToken, signal)) === author
        await client.organization(accessToken, author.slice(author.lastIndexOf(':') + 1), signal)
        return true
      } catch (error) {
        if (error instanceof LinkedinRefusal && refusesWhoAsks(error)) return false
        throw error
      }
    },

    async prepare(post, tools) {
      const refused = unsupported(post.replyTo !== undefined, post.media.length)
      if (refused !== undefined) return { kind: 'refused', error: { ...refused, retryable: false } }
      return prepareImages(client, await credentialsOf(post.account, tools.signal), post, tools)
    },

    async connect(account, signal) {
      const { accessToken, author } = await credentialsOf(account, signal)
      const { send, close } = await connectOnce({ name: 'linkedin', origin: base }, timeoutMs, signal)
      return {
        close,
        async postContent(post, handles, answerTimeoutMs) {
          const images = imagesOf(post, handles)
          if (images === undefined) return { kind: 'unknown', detail: 'an image is not prepared: nothing was sent' }
          const headers = { ...restHeaders(accessToken, version), 'content-type': 'application/json' }
          const path = `${base.pathname.replace(/\/$/, '')}/rest/posts`
          const body = toLinkedinPost(post, author, images)
          try {
            return fromLinkedinAnswer(await send({ method: 'POST', path, headers, body }, answerTimeoutMs), Date.now())
          } catch (error) {
            return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) }
          }
        },
      }
    },

    async probe(post, clues, signal) {
      try {
        return await probePosts(client, await credentialsOf(post.account, signal), post, clues, signal)
      } catch (error) {
        return { kind: 'indeterminate', detail: error instanceof Error ? error.message : String(error) }
      }
    },

    async getMetrics({ account, platformRefId }, signal) {
      const { accessToken, author } = await credentialsOf(account, signal)
      return account.kind === 'member'
        ? fromSocialActions(await client.socialActions(accessToken, platformRefId, signal))
        : fromShareStatistics(await client.shareStatistics(accessToken, author, platformRefId, signal))
    },
  }
}

/** A token that is not taken, or not for this organization, or an organization that is not there. */
function refusesWhoAsks({ status, error }: LinkedinRefusal): boolean {
  return error.kind === 'unauthorized' || (error.kind === 'refused' && (status === 403 || status === 404))
}

function unsupported(isReply: boolean, media: number): { code: string; message: string } | undefined {
  if (isReply) return { code: 'REPLY_UNSUPPORTED', message: 'a reply on LinkedIn is a comment, which is not a post' }
  if (media > MAX_IMAGES) return { code: 'MEDIA_TOO_MANY', message: `LinkedIn shows ${MAX_IMAGES} images at most` }
  return undefined
}
