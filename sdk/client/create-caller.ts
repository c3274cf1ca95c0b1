// Calls of the document's operations, typed by it.
import createClient from 'openapi-fetch'
import type { paths } from '../generated/openapi.ts'
import type { CallOptions, MandateOptions } from './call-options.ts'
import type { Answer, AskedArguments, Method, Operation, PathOf } from './operation-types.ts'
import { type SendOptions, type SendSettings, send } from './send.ts'

export interface RawInit extends SendOptions {
  method?: string
  body?: BodyInit
}

type BodyInit = NonNullable<RequestInit['body']>

export interface Answered<T> {
  /** Undefined where there is none: 304. */
  data: T | undefined
  response: Response
}

export interface Caller {
  /** Any operation of the document: what it takes and gives is typed by its path. */
  request<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ...asked: AskedArguments<Operation<M, P>>
  ): Promise<Answer<Operation<M, P>>>
  /** The same with the answer's status and headers. */
  respond<M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ...asked: AskedArguments<Operation<M, P>>
  ): Promise<Answered<Answer<Operation<M, P>>>>
  /**
   * Any path below `url`, any body, with the same token, deadlines and tries.
   * @throws TypeError unless the path begins with a single `/`: `@evil.test` behind the url would take the token to another host
   */
  fetch(path: string, init?: RawInit): Promise<Response>
}

interface Parts {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: unknown
}

export function createCaller({ url, token, defaults = {}, ...given }: MandateOptions): Caller {
  const settings: SendSettings = { token, fetch: given.fetch ?? ((...asked) => globalThis.fetch(...asked)) }
  const baseUrl = url.replace(/\/+$/, '')
  const client = createClient<paths>({
    baseUrl,
    querySerializer: { array: { style: 'form', explode: false } },
  })

  async function respond(method: Method, path: string, asked: Parts & CallOptions = {}) {
    const { path: names, query, body, ...options } = { ...defaults, ...asked }
    const init = {
      params: { ...(names && { path: names }), ...(query && { query }) },
      ...(body === undefined ? {} : { body }),
      headers: { ...defaults.headers, ...asked.headers },
      fetch: (request: Request) => send(request, options, settings),
    }
    const { data, response } = await untyped(client.request)(method.toLowerCase(), path, init)
    return { data, response }
  }

  return {
    respond: respond as Caller['respond'],
    request: (async (method: Method, path: string, asked?: Parts & CallOptions) =>
      (await respond(method, path, asked)).data) as Caller['request'],
    fetch: async (path, { method = 'GET', body, ...asked } = {}) => {
      if (!/^\/(?!\/)/.test(path)) throw new TypeError(`a path begins with a single slash: ${path}`)
      const options = { ...defaults, ...asked, headers: { ...defaults.headers, ...asked.headers } }
      const request = new Request(`${baseUrl}${path}`, { method, headers: options.headers, ...(body ? { body } : {}) })
      return send(request, options, settings)
    },
  }
}

type Untyped = (method: string, path: string, init: object) => Promise<{ data?: unknown; response: Response }>

/** Our own signature above says what goes together; theirs would have it proven again for a path that is no constant here. */
const untyped = (request: unknown) => request as Untyped
