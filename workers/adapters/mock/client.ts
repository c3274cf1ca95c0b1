// The MOCK platform over HTTP.
import { z } from 'zod'
import { MetricValues } from '#contracts/learning.ts'
import { spannedFetch } from '../http/spanned-fetch.ts'

export interface MockClientOptions {
  /** E.g. http://127.0.0.1:3010/mock */
  baseUrl: string
  timeoutMs: number
}

const Found = z.object({
  data: z.array(z.object({ id: z.string(), action_id: z.string(), permalink: z.string().optional() })),
})

/** Reads only: the publishing call goes through connect-once. @throws on any answer but a good one */
export function createMockClient({ baseUrl, timeoutMs }: MockClientOptions) {
  const get = async <T extends z.ZodType>(path: string, account: string, schema: T, signal: AbortSignal) => {
    const response = await spannedFetch('mock', `${baseUrl.replace(/\/$/, '')}${path}`, {
      headers: { authorization: bearer(account), accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      redirect: 'error',
    })
    if (!response.ok) throw new MockRefusal(response.status)
    return schema.parse(await response.json()) as z.output<T>
  }
  return {
    /** Whether the account's token is accepted. */
    async knows(account: string, signal: AbortSignal): Promise<boolean> {
      try {
        await get(`/accounts/${encodeURIComponent(account)}`, account, z.object({ id: z.string() }), signal)
        return true
      } catch (error) {
        if (error instanceof MockRefusal && (error.status === 401 || error.status === 403)) return false
        throw error
      }
    },
    postsOf: (account: string, actionId: string, signal: AbortSignal) =>
      get(`/posts?action_id=${encodeURIComponent(actionId)}`, account, Found, signal),
    metrics: (account: string, id: string, signal: AbortSignal) =>
      get(`/posts/${encodeURIComponent(id)}/metrics`, account, MetricValues, signal),
  }
}

export const bearer = (account: string) => `Bearer mock-${account}`

class MockRefusal extends Error {
  readonly status: number
  constructor(status: number) {
    super(`MOCK answered ${status}`)
    this.status = status
  }
}
