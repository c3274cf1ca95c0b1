// The MOCK platform as a PlatformPort: called over HTTP like a real one, so that what it accepted can be counted.
import type { PlatformPort } from '#domain/ports/platform.ts'
import { connectOnce } from '../http/connect-once.ts'
import { bearer, createMockClient, type MockClientOptions } from './client.ts'
import { fromMockAnswer, toMockPost } from './transform.ts'

export function createMockPlatform(options: MockClientOptions): PlatformPort {
  const client = createMockClient(options)
  const base = new URL(options.baseUrl)
  return {
    name: 'MOCK',
    capabilities: () => ({ nativeKey: false, probe: true, duplicateAnswer: false, container: false, metered: false }),

    authenticate: ({ account }, signal) => client.knows(account, signal),

    prepare: async () => ({ kind: 'ready' }), // it takes addresses, so there is nothing to upload

    async connect(_account, signal) {
      const { send, close } = await connectOnce({ name: 'mock', origin: base }, options.timeoutMs, signal)
      return {
        close,
        async postContent(post, _handles, timeoutMs) {
          const headers = { authorization: bearer(post.account.account), 'content-type': 'application/json' }
          const path = `${base.pathname.replace(/\/$/, '')}/posts`
          try {
            const answer = await send({ method: 'POST', path, headers, body: toMockPost(post) }, timeoutMs)
            return fromMockAnswer(answer, Date.now())
          } catch (error) {
            return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) }
          }
        },
      }
    },

    async probe(post, { known }, signal) {
      try {
        const { data } = await client.postsOf(post.account.account, post.actionId, signal)
        const mine = data.find(found => found.action_id === post.actionId && !known.has(found.id))
        if (mine === undefined) return { kind: 'not_found' }
        return {
          kind: 'found',
          platformRefId: mine.id,
          ...(mine.permalink === undefined ? {} : { permalink: mine.permalink }),
        }
      } catch (error) {
        return { kind: 'indeterminate', detail: error instanceof Error ? error.message : String(error) }
      }
    },

    async getMetrics({ account: { account }, platformRefId }, signal) {
      const values = await client.metrics(account, platformRefId, signal)
      return { values, raw: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null])) }
    },
  }
}
