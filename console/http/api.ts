// What pages know and do, they ask of the API with the person's own token: its checks, limits, trail and log lines hold here by themselves.
import type { Problem } from '#contracts/problem.ts'
import { queryString } from './query-string.ts'

/** The HTTP app of this process. */
export interface App {
  request(path: string, init: RequestInit, env?: { transport: 'console' }): Response | Promise<Response>
}

/** What a form brought along beside what it changes. */
export interface Given {
  /** Idempotency key: sent twice, it is done once. */
  key?: string | undefined
  /** That the person saw: what stands there meanwhile is not changed unseen. */
  version?: number | string | undefined
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

export interface Refused {
  ok: false
  status: number
  problem: Problem
}
export type Sent<T> = { ok: true; status: number; body: T; headers: Headers } | Refused

/** Paths are below /api/v1. `T` is the shape of that route's answer, which the API is held to by its own tests. */
export interface Api {
  /** @throws ApiRefusal */
  get<T>(path: string, query?: Query): Promise<T>
  /** As `get`, for what a page can do without: a refusal is an answer. */
  look<T>(path: string, query?: Query): Promise<Sent<T>>
  /** A change. */
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, given?: Given): Promise<Sent<T>>
  /** As it is: streams, files, other headers. */
  raw(path: string, init?: RequestInit): Promise<Response>
}

export class ApiRefusal extends Error {
  readonly refused: Refused
  constructor(refused: Refused) {
    super(refused.problem.detail)
    this.refused = refused
  }
}

/** @param carried headers of the browser's request that the API shall know as well: trace and request id */
export function createApi(app: App, token: string, carried: Record<string, string>): Api {
  const raw = async (path: string, init: RequestInit = {}) => {
    const headers = { ...carried, ...Object.fromEntries(new Headers(init.headers)), authorization: `Bearer ${token}` }
    return app.request(`/api/v1${path}`, { ...init, headers }, { transport: 'console' })
  }
  const look = async <T>(path: string, query?: Query) => sent<T>(await raw(path + queryString(query)))
  return {
    raw,
    look,
    async get<T>(path: string, query?: Query) {
      const answer = await look<T>(path, query)
      if (!answer.ok) throw new ApiRefusal(answer)
      return answer.body
    },
    async send<T>(method: string, path: string, body?: unknown, { key, version }: Given = {}) {
      const headers = {
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      }
      if (body === undefined) return sent<T>(await raw(path, { method, headers }))
      const json = JSON.stringify(body)
      const length = String(Buffer.byteLength(json))
      const typed = { ...headers, 'content-type': 'application/json', 'content-length': length }
      return sent<T>(await raw(path, { method, headers: typed, body: json }))
    },
  }
}

async function sent<T>(response: Response): Promise<Sent<T>> {
  const { status, headers } = response
  if (!response.ok) return { ok: false, status, problem: (await response.json()) as Problem } // RFC 9457 everywhere
  return { ok: true, status, headers, body: (status === 204 ? undefined : await response.json()) as T }
}
