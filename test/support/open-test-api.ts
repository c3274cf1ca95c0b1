// A real API on a database of its own, with an issuer of its own; no worker behind it, so nothing moves by itself.
import { pino } from 'pino'
import { inject } from 'vitest'
import { apiConfig } from '#api/config.ts'
import { type Api, openApi } from '#api/open-api.ts'
import { oneAddress, oneAddressByConnection } from './one-address.ts'
import { type ScriptedUpstreams, startScriptedUpstreams } from './scripted-upstreams.ts'
import { openTestDatabase, type TestDatabase, testPrefix } from './test-database.ts'
import { ALL_SCOPES, startTestIssuer, TENANT_A, TENANT_B, type TestIssuer } from './test-issuer.ts'

export interface Called<T = Record<string, never>> {
  status: number
  headers: Headers
  text: string
  body: T
}

export interface CallOptions {
  as?: string
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

export interface TestApi {
  url: string
  grpcUrl: string
  /** `/metrics` of its private port. */
  metricsUrl: string
  prefix: string
  database: TestDatabase
  issuer: TestIssuer
  /** Enterprise among them, whose signer commands come from. */
  upstreams: ScriptedUpstreams
  /** ada and bob of tenant A, eve of tenant B, and somebody of ops. */
  tokens: Record<'ada' | 'bob' | 'bot' | 'eve' | 'ops', string>
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape
  call(method: string, path: string, options?: CallOptions): Promise<Called<any>>
  stop(graceMs?: number): Promise<void>
  close(): Promise<void>
}

/** As many APIs stand behind the one address of a test: `API_REPLICAS=2 npm test -- test/integration/api`. */
export const REPLICAS = Number(process.env.API_REPLICAS ?? 1)

/** @param settings over those of a test; a function is told the database's */
export async function openTestApi(
  settings: Record<string, string> | ((database: TestDatabase) => Promise<Record<string, string>>) = {},
  logger = pino({ level: 'silent' }),
): Promise<TestApi> {
  const database = await openTestDatabase()
  const own = typeof settings === 'function' ? await settings(database) : settings
  const issuer = await startTestIssuer()
  const upstreams = await startScriptedUpstreams()
  const prefix = testPrefix()
  const config = apiConfig({
    DATABASE_URL: database.url,
    REDIS_URL: inject('backing').REDIS_URL,
    REDIS_PREFIX: prefix,
    OIDC_ISSUER: issuer.url,
    API_PORT: '0',
    GRPC_PORT: '0',
    METRICS_PORT: '0',
    DEFAULT_CHANNELS: 'MOCK:demo',
    ACCOUNTS_ON_FIRST_USE: '1',
    DRAIN_NOTICE_MS: '0',
    ...upstreams.env,
    ...own,
  })
  const open = () => openApi(config, { logger, version: 'test' })
  const api = REPLICAS > 1 ? await replicated(REPLICAS, open) : await open()
  const tokens = {
    ada: await issuer.token({ sub: 'ada' }),
    bob: await issuer.token({ sub: 'bob' }),
    bot: await issuer.token({ sub: 'bot', principal: 'service' }),
    eve: await issuer.token({ sub: 'eve', tenant: TENANT_B }),
    ops: await issuer.token({ sub: 'olga', tenant: TENANT_B, scope: 'ops' }),
  }
  let stopped: Promise<void> | undefined
  const stop = (graceMs = 500) => {
    stopped ??= api.stop(graceMs)
    return stopped
  }
  return {
    metricsUrl: `http://127.0.0.1:${api.metricsPort}/metrics`,
    ...{ url: api.url, grpcUrl: api.grpcUrl, prefix, database, issuer, upstreams, tokens, stop },
    async call(method, path, { as = tokens.ada, body, headers = {}, signal } = {}) {
      const json = body === undefined ? {} : { 'content-type': 'application/json' }
      const response = await fetch(`${api.url}${path}`, {
        method,
        headers: { ...(as === '' ? {} : { authorization: `Bearer ${as}` }), ...json, ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      })
      const text = await response.text()
      const isJson =
        /json/.test(response.headers.get('content-type') ?? '') &&
        !/jsonl/.test(response.headers.get('content-type') ?? '')
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: isJson && text !== '' ? JSON.parse(text) : {},
      }
    },
    async close() {
      await stop()
      await Promise.all([issuer.close(), upstreams.close()])
      await database.drop()
    },
  }
}

/** Metrics are those of the first. */
async function replicated(count: number, open: () => Promise<Api>): Promise<Api> {
  const replicas = await Promise.all(Array.from({ length: count }, open))
  const http = await oneAddress(replicas.map(({ url }) => url))
  const grpc = await oneAddressByConnection(replicas.map(({ grpcUrl }) => grpcUrl))
  return {
    ...{ url: http.url, grpcUrl: grpc.url, metricsPort: replicas[0]?.metricsPort ?? 0 },
    async stop(graceMs) {
      await Promise.all(replicas.map(replica => replica.stop(graceMs)))
      await Promise.all([http.close(), grpc.close()])
    },
  }
}

export { ALL_SCOPES, TENANT_A, TENANT_B }
