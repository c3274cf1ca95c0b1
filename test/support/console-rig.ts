// A console on its API, with an identity provider in front and people who sign in as browsers do; no worker behind it.
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createIdp } from '#dev/idp/create-idp.ts'
import { defaultScope } from '#dev/idp/scopes.ts'
import { signToken } from '#dev/idp/sign-token.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { openTestApi } from './open-test-api.ts'

export interface Visitor {
  /** Follows no redirect; keeps cookies. */
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; text: string }>
  /** A form of a page, with its token unless told otherwise; one with files brings its own. */
  post(
    path: string,
    fields?: Record<string, string> | FormData,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; text: string }>
  /** A form as it is, its token among its fields: names that stand several times, files. */
  send(
    path: string,
    form: URLSearchParams | FormData,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; text: string }>
  /** The same for a form in which names come more than once. */
  postPairs(path: string, fields: [string, string][]): ReturnType<Visitor['post']>
  csrf: string
}

export type ConsoleRig = Awaited<ReturnType<typeof openConsoleRig>>

/** @param tenant whose people sign in */
export async function openConsoleRig(tenant: string, settings: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'mandate-console-'))
  const port = await findFreeBase(1)
  const issuer = `http://127.0.0.1:${port}`
  const idp = await createIdp({
    ...{ PORT: port, HOST: '127.0.0.1', dataDir, issuer, OIDC_AUDIENCE: 'mandate' },
    ...{ SERVICE_CLIENT_ID: 'services', SERVICE_CLIENT_SECRET: 'a secret of services' },
  })
  await new Promise<void>(resolve => idp.listen(port, '127.0.0.1', resolve))
  const lines: Record<string, unknown>[] = []
  const logger = pino({ level: 'info' }, { write: line => void lines.push(JSON.parse(line)) })
  const api = await openTestApi({ ...settings, OIDC_ISSUER: issuer }, logger)
  const tokenOf = (sub: string, options: { scope?: string; tenant?: string; principal?: 'human' | 'service' } = {}) =>
    signToken({ keysDir: dataDir, issuer, audience: 'mandate' }, { tenant, sub, ...options })
  return {
    ...{ api, lines, issuer, tenant, tokenOf },
    url: api.url,
    database: api.database,
    /** @param name who; @param scope what the identity provider grants them; @param of another tenant than the rig's */
    signIn: (name: string, scope = defaultScope, of = tenant) => signIn(api.url, { tenant: of, name, scope }),
    async close() {
      await api.close()
      await closed(idp)
      rmSync(dataDir, { recursive: true })
    },
  }
}

async function signIn(url: string, who: { tenant: string; name: string; scope: string }): Promise<Visitor> {
  const jar = new Map<string, string>()
  const ask = async (address: string, init: RequestInit = {}) => {
    const own = new URL(address).origin
    const cookie = [...jar]
      .filter(([key]) => key.startsWith(`${own} `))
      .map(([key, value]) => `${key.split(' ')[1]}=${value}`)
    const response = await fetch(address, {
      ...init,
      redirect: 'manual',
      headers: { ...Object.fromEntries(new Headers(init.headers)), cookie: cookie.join('; ') },
    })
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (value === '' || /Max-Age=0/i.test(set)) jar.delete(`${own} ${name}`)
      else jar.set(`${own} ${name}`, value ?? '')
    }
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  /** As a browser goes from one page to the next until one stands. */
  const follow = async (address: string): Promise<string> => {
    const answer = await ask(address)
    const next = answer.headers.get('location')
    return next === null ? address : follow(new URL(next, address).href)
  }
  const login = await follow(`${url}/console/auth/sign-in`)
  const taken = await ask(login, { method: 'POST', body: new URLSearchParams(who) })
  await follow(new URL(taken.headers.get('location') ?? '', login).href)
  const first = await ask(`${url}/console/done`)
  const csrf = /data-csrf="([^"]+)"/.exec(first.text)?.[1] ?? ''
  const send: Visitor['send'] = (path, body, headers = {}) =>
    ask(url + path, { method: 'POST', headers: { origin: new URL(url).origin, ...headers }, body })
  return {
    ...{ csrf, send },
    get: (path, headers = {}) => ask(url + path, { headers }),
    post: (path, fields = {}, headers = {}) =>
      send(path, fields instanceof FormData ? fields : new URLSearchParams({ _csrf: csrf, ...fields }), headers),
    postPairs: (path, fields) =>
      send(path, new URLSearchParams([['_csrf', csrf], ...fields.filter(([name]) => name !== '_csrf')])),
  }
}

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>(resolve => server.close(() => resolve()))
  server.closeAllConnections()
  await done
}
