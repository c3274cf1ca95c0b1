import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { userIdOf } from '#services/emulators/x/identity.ts'
import { temporaryFolder } from '../../kernel/temporary-folder.ts'
import { type Call, secretsOf, type XWorld, xWorld } from './x-world.ts'

const UNAUTHORIZED = { title: 'Unauthorized', detail: 'Unauthorized', type: 'about:blank', status: 401 }
const good = secretsOf('demo')
const Answered = z.looseObject({
  status: z.int(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_in: z.int().optional(),
})

describe('OAuth 1.0a', () => {
  it.each<[string, Call]>([
    [
      'a token in X’s form, beginning with the user’s number',
      { secrets: { ...good, token: `${userIdOf('demo')}-demo` } },
    ],
    ['a clock that is five minutes off', { skewS: 300 }],
    ['a clock that is five minutes late', { skewS: -300 }],
  ])('lets in %s', async (_, call) => {
    const { call: ask } = await xWorld()
    const response = await ask('/2/users/me', call)
    expect([response.status, await response.json()]).toEqual([
      200,
      { data: { id: userIdOf('demo'), name: 'demo', username: 'demo' } },
    ])
  })

  it.each<[string, Call]>([
    ['another consumer', { secrets: { ...good, consumerKey: 'other' } }],
    ['a wrong consumer secret', { secrets: { ...good, consumerSecret: 'other' } }],
    ['a wrong token secret', { secrets: { ...good, tokenSecret: 'other' } }],
    ['the token of another account', { secrets: { ...good, token: 'emulated-other' } }],
    ['a token of another user’s number', { secrets: { ...good, token: `${userIdOf('other')}-demo` } }],
    ['a clock that is more than five minutes off', { skewS: 301 }],
    ['a clock that is more than five minutes late', { skewS: -301 }],
    ['an unsigned call', { headers: { authorization: 'OAuth oauth_token="emulated-demo"' } }],
    ['no authorization', { headers: { authorization: '' } }],
    ['a bearer that is none of ours', { headers: { authorization: 'Bearer x' } }],
  ])('does not let in %s, in X’s words', async (_, call) => {
    const { call: ask } = await xWorld()
    const response = await ask('/2/users/me', call)
    expect([response.status, await response.json()]).toEqual([401, UNAUTHORIZED])
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
  })

  it('takes a nonce once', async () => {
    const { call } = await xWorld()
    const nonce = randomBytes(8).toString('hex')
    expect((await call('/2/users/me', { nonce })).status).toBe(200)
    expect((await call('/2/users/me', { nonce })).status).toBe(401)
  })

  it('does not take a signature for another query, path or method', async () => {
    const { base, headerOf } = await xWorld()
    const elsewhere = async (signed: string, path: string, method = 'GET') =>
      (await fetch(base + path, { method, headers: { authorization: headerOf('GET', signed) } })).status
    expect(await elsewhere('/2/tweets/1?tweet.fields=text', '/2/tweets/1?tweet.fields=text')).toBe(200)
    expect(await elsewhere('/2/tweets/1?tweet.fields=text', '/2/tweets/1?tweet.fields=lang')).toBe(401)
    expect(await elsewhere('/2/tweets/1', '/2/tweets/2')).toBe(401)
    expect(await elsewhere('/2/tweets', '/2/tweets', 'POST')).toBe(401)
  })

  it('is checked by the rules of RFC 5849 and not by our own signer: a signature made by hand is good', async () => {
    const { base, clock } = await xWorld()
    const timestamp = String(clock.now.getTime() / 1000)
    const normalized = `oauth_consumer_key%3Demulated-consumer%26oauth_nonce%3Dn1%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D${timestamp}%26oauth_token%3Demulated-demo`
    const address = encodeURIComponent(`${base}/2/users/me`)
    const signature = createHmac('sha1', 'emulated-consumer-secret&emulated-secret-demo')
      .update(`GET&${address}&${normalized}`)
      .digest('base64')
    const authorization = `OAuth realm="x", oauth_consumer_key="emulated-consumer", oauth_token="emulated-demo", oauth_signature_method="HMAC-SHA1", oauth_timestamp="${timestamp}", oauth_nonce="n1", oauth_signature="${encodeURIComponent(signature)}"`
    expect((await fetch(`${base}/2/users/me`, { headers: { authorization } })).status).toBe(200)
  })
})

describe('OAuth 2', () => {
  const me = ({ base }: XWorld, token: string) =>
    fetch(`${base}/2/users/me`, { headers: { authorization: `Bearer ${token}` } })
  const renew = async ({ base }: XWorld, refresh_token: string, more: Record<string, string> = {}, headers = {}) => {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token,
      client_id: 'emulated-client',
      ...more,
    })
    const response = await fetch(`${base}/2/oauth2/token`, { method: 'POST', body, headers })
    return Answered.parse({ status: response.status, ...((await response.json()) as object) })
  }

  it('gives the next pair for a refresh token, once, and ends the pair before', async () => {
    const world = await xWorld()
    expect((await me(world, 'emulated-bearer-demo')).status).toBe(200)
    const next = await renew(world, 'emulated-refresh-demo')
    expect(next).toMatchObject({
      status: 200,
      token_type: 'bearer',
      expires_in: 7200,
      scope: expect.stringContaining('offline.access'),
    })
    expect((await me(world, next.access_token ?? '')).status).toBe(200)
    expect((await me(world, 'emulated-bearer-demo')).status).toBe(401)
    expect(await renew(world, 'emulated-refresh-demo')).toEqual({
      status: 400,
      error: 'invalid_request',
      error_description: 'Value passed for the token was invalid.',
    })
    expect((await renew(world, next.refresh_token ?? '')).status).toBe(200)
  })

  it('ends an access token when its life is over, which can be set', async () => {
    const world = await xWorld()
    const { base, clock } = world
    const set = await fetch(`${base}/_emulator/tokens`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ access_token_seconds: 60 }),
    })
    expect(await set.json()).toEqual({ access_token_seconds: 60 })
    const { access_token = '', expires_in } = await renew(world, 'emulated-refresh-demo')
    expect(expires_in).toBe(60)
    expect((await me(world, 'emulated-bearer-other')).status).toBe(200)
    clock.now = new Date(clock.now.getTime() + 60_000)
    expect([(await me(world, access_token)).status, (await me(world, 'emulated-bearer-other')).status]).toEqual([
      401, 401,
    ])
  })

  it('remembers over a restart which refresh token was used', async () => {
    const dataDir = temporaryFolder()
    const next = await renew(await xWorld(dataDir), 'emulated-refresh-demo')
    const world = await xWorld(dataDir)
    expect((await renew(world, 'emulated-refresh-demo')).status).toBe(400)
    expect((await me(world, next.access_token ?? '')).status).toBe(200)
    expect((await renew(world, next.refresh_token ?? '')).status).toBe(200)
  })

  it.each<[string, Record<string, string>, object, number, string]>([
    ['another client', { client_id: 'other' }, {}, 401, 'unauthorized_client'],
    ['a wrong secret', {}, { authorization: `Basic ${btoa('emulated-client:wrong')}` }, 401, 'unauthorized_client'],
    ['another grant', { grant_type: 'password' }, {}, 400, 'unsupported_grant_type'],
    ['a token that is none', { refresh_token: 'x' }, {}, 400, 'invalid_request'],
  ])('gives nothing to %s', async (_, more, headers, status, error) => {
    const world = await xWorld()
    expect(await renew(world, 'emulated-refresh-demo', more, headers)).toMatchObject({ status, error })
    expect((await renew(world, 'emulated-refresh-demo')).status).toBe(200)
  })

  it('takes a confidential client by HTTP Basic', async () => {
    const world = await xWorld()
    const headers = { authorization: `Basic ${btoa('emulated-client:emulated-client-secret')}` }
    expect((await renew(world, 'emulated-refresh-demo', {}, headers)).status).toBe(200)
  })
})
