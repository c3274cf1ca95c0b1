// X's emulator over a real socket for one test, with a clock that can be moved, and a client that signs by the adapter's own hand.
import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import { xPlatform } from '#services/emulators/x/x-platform.ts'
import { type Oauth1Secrets, oauth1Header } from '#workers/adapters/twitter/oauth1.ts'
import { listening, postJson } from '../../kernel/listening.ts'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'

const List = z.object({ data: z.array(z.looseObject({ id: z.string(), text: z.string() })).default([]) })
const Created = z.object({ data: z.object({ id: z.string(), text: z.string() }) })

export const secretsOf = (account: string): Oauth1Secrets => ({
  consumerKey: 'emulated-consumer',
  consumerSecret: 'emulated-consumer-secret',
  token: `emulated-${account}`,
  tokenSecret: `emulated-secret-${account}`,
})

export interface Call {
  method?: string
  body?: string | FormData | URLSearchParams
  headers?: Record<string, string>
  secrets?: Oauth1Secrets
  /** Against the emulator's clock. */
  skewS?: number
  nonce?: string
}

export async function xWorld(dataDir = temporaryFolder()) {
  const clock = { now: new Date('2026-03-01T10:00:00Z') }
  const emulators = await createEmulators([xPlatform], dataDir, pino({ level: 'silent' }), () => clock.now)
  const base = `${await listening(emulators.app)}/x`
  onTestFinished(() => emulators.close())
  const headerOf = (
    method: string,
    path: string,
    { body, secrets = secretsOf('demo'), skewS = 0, nonce }: Call = {},
  ) => {
    const form = body instanceof URLSearchParams ? [...body] : []
    const timestampS = Math.floor(clock.now.getTime() / 1000) + skewS
    const stamp = { nonce: nonce ?? randomBytes(8).toString('hex'), timestampS }
    return oauth1Header({ method, url: new URL(base + path), form }, secrets, stamp)
  }
  const call = (path: string, more: Call = {}) => {
    const { method = 'GET', body, headers } = more
    const authorization = headerOf(method, path, more)
    return fetch(base + path, {
      method,
      headers: { authorization, ...headers },
      ...(body === undefined ? {} : { body }),
    })
  }
  const json = (path: string, body: unknown, more: Call = {}) =>
    call(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' }, ...more })
  const me = async (account = 'demo') =>
    z
      .object({ data: z.object({ id: z.string() }) })
      .parse(await (await call('/2/users/me', { secrets: secretsOf(account) })).json()).data.id
  return {
    base,
    clock,
    headerOf,
    call,
    json,
    me,
    tweet: (text: string, more: object = {}, account = 'demo') =>
      json('/2/tweets', { text, ...more }, { secrets: secretsOf(account) }),
    created: async (response: Response | Promise<Response>) => Created.parse(await (await response).json()).data,
    timeline: async (query = '') => List.parse(await (await call(`/2/users/${await me()}/tweets${query}`)).json()).data,
    published: async () => List.parse(await (await fetch(`${base}/_emulator/published`)).json()).data,
    fault: (fault: object) => postJson(`${base}/_emulator/faults`, fault),
  }
}
export type XWorld = Awaited<ReturnType<typeof xWorld>>
