// The Graph API over HTTP, for reads and for what comes before publishing; the publishing call goes through connect-once.
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Quoting } from '#queues/logging/say-error.ts'
import type { Answer } from '../http/connect-once.ts'
import { spannedFetch } from '../http/spanned-fetch.ts'
import type { MetaCredentials } from './credentials.ts'
import { metaVerdict, type Verdict } from './errors.ts'

export interface GraphOptions {
  /** E.g. https://graph.facebook.com or http://127.0.0.1:3010/meta */
  baseUrl: string
  /** E.g. v26.0 */
  apiVersion: string
  timeoutMs: number
}

/** The Graph API as one account sees it, for one purpose. */
export interface Graph {
  credentials: MetaCredentials
  /** @throws GraphRefusal on any answer but a good one; else when there is no readable one */
  get<T extends z.ZodType>(path: string, query: Query, schema: T): Promise<z.output<T>>
  /** @throws as `get` */
  post<T extends z.ZodType>(path: string, body: JsonObject | FormData, schema: T): Promise<z.output<T>>
  /**
   * All pages of a list that shows the newest first.
   * @param isPast the item that ends the reading, with all that follow
   * @throws as `get`, and when the list is longer than can be read: absence could not be told from it
   */
  list<T extends z.ZodType>(
    path: string,
    query: Query,
    item: T,
    isPast?: (item: z.output<T>) => boolean,
  ): Promise<z.output<T>[]>
}

export type Query = Readonly<Record<string, string>>

/** @param signal ends every call of it, besides the deadline of each */
export function createGraph(options: GraphOptions, credentials: MetaCredentials, signal: AbortSignal): Graph {
  const call = async <T extends z.ZodType>(path: string, query: Query, schema: T, init: RequestInit) => {
    const response = await spannedFetch('meta', graphUrl(options, credentials, path, query), {
      ...init,
      headers: { ...init.headers, ...authorization(credentials), accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeoutMs)]),
      redirect: 'error',
    })
    const body = await response.text()
    if (!response.ok) throw new GraphRefusal(path, init.method === 'GET', { ...statusOf(response), body })
    return schema.parse(JSON.parse(body)) as z.output<T>
  }
  const graph: Graph = {
    credentials,
    get: (path, query, schema) => call(path, query, schema, { method: 'GET' }),
    post: (path, body, schema) =>
      call(path, {}, schema, {
        method: 'POST',
        ...(body instanceof FormData
          ? { body }
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      }),
    async list(path, query, item, isPast = () => false) {
      const Page = z.object({ data: z.array(item), paging: Paging.optional() })
      const items: z.output<typeof item>[] = []
      let after: string | undefined
      for (let page = 0; page < MAX_PAGES; page++) {
        const { data, paging } = await graph.get(path, { ...query, limit: '100', ...(after && { after }) }, Page)
        const past = data.findIndex(isPast)
        items.push(...(past === -1 ? data : data.slice(0, past)))
        // `next` is an address that may carry the token: only whether it is there is looked at.
        if (past !== -1 || paging?.next === undefined) return items
        after = paging.cursors?.after
        if (after === undefined) break
      }
      throw new Error(`the list ${path} is longer than can be read`)
    },
  }
  return graph
}

const MAX_PAGES = 20
const Paging = z.object({ next: z.string().optional(), cursors: z.object({ after: z.string().optional() }).optional() })

/** The token never goes into an address; the proof, which is worth nothing without it, does. */
export function graphUrl(
  { baseUrl, apiVersion }: GraphOptions,
  { accessToken, appSecret }: MetaCredentials,
  path: string,
  query: Query = {},
): URL {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}/${apiVersion}${path}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  if (appSecret !== undefined)
    url.searchParams.set('appsecret_proof', createHmac('sha256', appSecret).update(accessToken).digest('hex'))
  return url
}

export function authorization({ accessToken }: MetaCredentials): { authorization: string } {
  return { authorization: `Bearer ${accessToken}` }
}

/** A readable answer that is no success, or an unreadable one; the verdict tells which. */
export class GraphRefusal extends Error implements Quoting {
  readonly verdict: Verdict
  readonly forLog: string
  constructor(path: string, isRead: boolean, answer: Answer) {
    const told = metaVerdict(answer, Date.now())
    // Reads of what is there are answered so at times, for minutes (postiz#1562): it proves nothing about the content.
    const isFlaw = isRead && told.kind === 'refused' && told.error.platformCode === '100/33'
    const verdict: Verdict = isFlaw ? { kind: 'unknown', detail: `100/33: ${told.error.message}` } : told
    super(`META ${path} answered ${answer.status}: ${saidBy(verdict)}`)
    this.name = 'GraphRefusal'
    this.verdict = verdict
    const code = verdict.kind === 'refused' ? ` ${verdict.error.platformCode}` : ''
    this.forLog = `META ${path} answered ${answer.status}: ${verdict.kind}${code}`
  }
}

function saidBy(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'refused':
      return `${verdict.error.platformCode}: ${verdict.error.message}`
    case 'rate_limited':
      return 'rate limited'
    case 'unauthorized':
    case 'unknown':
      return verdict.detail
    default:
      return verdict satisfies never
  }
}

function statusOf({ status, headers }: Response): Pick<Answer, 'status' | 'headers'> {
  return { status, headers: Object.fromEntries(headers) }
}
