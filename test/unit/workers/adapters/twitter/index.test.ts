import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { CredentialsRefused } from '#domain/ports/credential-source.ts'
import type { Post, ProbeClues } from '#domain/ports/platform.ts'
import { PNG } from '#test/support/media-bytes.ts'
import { createTwitterPlatform } from '#workers/adapters/twitter/index.ts'
import { listening } from '../../../services/kernel/listening.ts'

const never = new AbortController().signal
const account = { tenantId: 't', account: 'demo', kind: 'user' } as const
const post: Post = { actionId: 'a', account, text: 'hello', media: [{ url: 'u', sha256: 's' }] }
const clues: ProbeClues = { known: new Set(), handles: {}, echoes: [], sinceMs: 0 }
const OAUTH1 = { consumer_key: 'ck', consumer_secret: 'cs', access_token: 'at', access_token_secret: 'ats' }

/** An X that answers everything the same; `paths` are those it was asked for. */
async function platform(answer: (path: string) => Response, credentials: object = OAUTH1) {
  const paths: string[] = []
  const app = new Hono().all('*', c => {
    paths.push(c.req.path)
    return answer(c.req.path)
  })
  const port = createTwitterPlatform({
    baseUrl: `${await listening(app)}/`,
    timeoutMs: 1000,
    credentials: { credentialsOf: async () => credentials as never },
    tokens: { tokensOf: () => Promise.reject(new Error('OAuth 1.0a has none')) },
  })
  const tools = {
    signal: never,
    readMedia: async () => PNG,
    checkpoints: { get: () => undefined, put: async () => {}, all: () => ({}) },
  }
  return { paths, port, prepare: () => port.prepare(post, tools) }
}

const problem = (status: number, type = 'about:blank') =>
  Response.json({ title: 'Title', detail: 'why', type, status }, { status })

describe('whether the credentials are accepted', () => {
  it.each<[string, () => Response, boolean]>([
    ['yes', () => Response.json({ data: { id: '7' } }), true],
    ['no: unauthorized', () => problem(401), false],
    ['no: forbidden', () => problem(403), false],
    ['no: nobody pays', () => problem(402), false],
  ])('%s', async (_, answer, expected) => {
    expect(await (await platform(answer)).port.authenticate(account, never)).toBe(expected)
  })

  it.each<[string, () => Response]>([
    ['a page that is not X’s', () => new Response('<html>', { status: 403 })],
    ['another path', () => problem(404)],
    ['too much', () => problem(429)],
    ['an outage', () => problem(503)],
    ['a success that says nothing', () => Response.json({})],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: '/elsewhere' } })],
  ])('is not said by %s', async (_, answer) => {
    const { port, paths } = await platform(answer)
    await expect(port.authenticate(account, never)).rejects.toThrow()
    expect(paths).toEqual(['/2/users/me'])
  })

  it('is no where there are none that could be used, and nobody is asked', async () => {
    const { port, paths } = await platform(() => problem(500), { consumer_key: 'ck' })
    expect(await port.authenticate(account, never)).toBe(false)
    await expect(port.connect(account, never)).rejects.toThrow(CredentialsRefused)
    expect(paths).toEqual([])
  })
})

describe('a preparation', () => {
  it.each<[string, () => Response, object]>([
    [
      'that X refuses is refused',
      () => problem(400, 'https://api.x.com/2/problems/invalid-request'),
      { kind: 'refused' },
    ],
    ['of a stranger is unauthorized', () => problem(401), { kind: 'unauthorized', detail: 'why' }],
    ['of too many is limited', () => problem(429), { kind: 'rate_limited' }],
  ])('%s', async (_, answer, expected) => {
    expect(await (await platform(answer)).prepare()).toMatchObject(expected)
  })

  it('without usable credentials is unauthorized', async () => {
    expect(await (await platform(() => problem(500), {})).prepare()).toMatchObject({ kind: 'unauthorized' })
  })

  it.each<[string, () => Response]>([
    ['an outage', () => problem(503)],
    ['an answer without an id', () => Response.json({ data: {} })],
  ])('that meets %s throws: it may go better later', async (_, answer) => {
    await expect((await platform(answer)).prepare()).rejects.toThrow()
  })

  it('without media asks nobody', async () => {
    const { port, paths } = await platform(() => problem(500), {})
    const tools = {
      signal: never,
      readMedia: async () => PNG,
      checkpoints: { get: () => undefined, put: async () => {}, all: () => ({}) },
    }
    expect(await port.prepare({ ...post, media: [] }, tools)).toEqual({ kind: 'ready' })
    expect(paths).toEqual([])
  })
})

it('a post whose media X no longer has is not written', async () => {
  const { port, paths } = await platform(() => problem(500))
  const connection = await port.connect(account, never)
  expect(await connection.postContent(post, {}, 1000)).toMatchObject({
    kind: 'refused',
    error: { code: 'MEDIA_NOT_READY', retryable: true },
  })
  connection.close()
  expect(paths).toEqual([])
})

describe('a probe', () => {
  const timeline = (path: string) =>
    path === '/2/users/me' ? Response.json({ data: { id: '7' } }) : Response.json({ meta: { result_count: 0 } })

  it('asks for the user’s number once, and not at all where the credentials tell it', async () => {
    const { port, paths } = await platform(timeline)
    await port.probe(post, clues, never)
    expect(await port.probe(post, clues, never)).toEqual({ kind: 'not_found' })
    expect(paths).toEqual(['/2/users/me', '/2/users/7/tweets', '/2/users/7/tweets'])
    const told = await platform(timeline, { ...OAUTH1, user_id: '8' })
    await told.port.probe(post, clues, never)
    expect(told.paths).toEqual(['/2/users/8/tweets'])
  })

  it.each<[string, () => Response]>([
    ['a refusal', () => problem(403)],
    ['too much', () => problem(429)],
    ['an outage', () => problem(503)],
    ['a page', () => new Response('<html>')],
    ['a shape that is not X’s', () => Response.json({ data: [{ id: 'x' }] })],
  ])('answered with %s knows nothing', async (_, answer) => {
    expect(await (await platform(answer)).port.probe(post, clues, never)).toMatchObject({ kind: 'indeterminate' })
  })
})

it.each<[string, () => Response]>([
  ['an outage', () => problem(503)],
  ['a post that is gone', () => Response.json({ errors: [{ title: 'Not Found Error' }] })],
])('metrics are not made up from %s', async (_, answer) => {
  const { port } = await platform(answer)
  await expect(port.getMetrics({ account, platformRefId: '7' }, never)).rejects.toThrow()
})
