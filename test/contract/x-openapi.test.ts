// What our adapter sends and what our emulator answers, held against X's own OpenAPI document.
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Checkpoints, Post } from '#domain/ports/platform.ts'
import { MP4_START, PNG } from '#test/support/media-bytes.ts'
import { openapiDocument, type SeenCall } from '#test/support/openapi-document.ts'
import { oauth1Of, startXEmulator } from '#test/support/x-emulator.ts'
import { createTwitterPlatform } from '#workers/adapters/twitter/index.ts'
import { ROOT } from '../support/source/read-sources.ts'
import { temporaryFolder } from '../unit/services/kernel/temporary-folder.ts'

const PATH = process.env.X_OPENAPI ?? join(ROOT, '../shared/data/x-api-v2.openapi.json')
const document = openapiDocument(PATH)
const never = new AbortController().signal

/** X's prose documents and SDKs say these; the OpenAPI document says those (platforms.md, fact 7). */
const NEWER: Record<string, string> = {
  'tweet.fields': 'post.fields',
  note_tweet: 'note_post',
  retweet_count: 'repost_count',
  edit_history_tweet_ids: 'edit_history_post_ids',
}
const newer = (text: string) => Object.entries(NEWER).reduce((all, [old, name]) => all.replaceAll(old, name), text)

describe.skipIf(document === undefined)(
  document === undefined ? `skipped: X's OpenAPI document is not at ${PATH}` : "against X's OpenAPI document",
  () => {
    it('a post with an image and a video, looked for and measured, is all as X describes it', async () => {
      const { port, seen } = await world()
      const account = { tenantId: 't', account: 'demo', kind: 'user' } as const
      const text = 'a & <b> https://example.org/a?b=c @you #tag'
      const post = (more: Partial<Post> = {}): Post => ({ actionId: 'a', account, text, media: [], ...more })
      const send = async (sent: Post) => {
        const checkpoints = memoryCheckpoints()
        await vi.waitFor(
          async () => {
            const tools = {
              checkpoints,
              signal: never,
              readMedia: async ({ url }: { url: string }) => BYTES[url] ?? PNG,
            }
            expect(await port.prepare(sent, tools)).toEqual({ kind: 'ready' })
          },
          { timeout: 10_000, interval: 200 },
        )
        const connection = await port.connect(account, never)
        return connection.postContent(sent, checkpoints.all(), 2000)
      }
      expect(await port.authenticate(account, never)).toBe(true)
      const first = await send(post({ media: [{ url: 'image', sha256: 's', alt: 'a dot' }] }))
      const platformRefId = first.kind === 'accepted' ? first.platformRefId : ''
      await send(
        post({ text: 'moving', media: [{ url: 'video', sha256: 's', alt: 'nothing moves' }], replyTo: platformRefId }),
      )
      const clues = { known: new Set<string>(), handles: {}, echoes: [], sinceMs: Date.now() - 60_000 }
      expect(await port.probe(post({ media: [{ url: 'image', sha256: 's' }] }), clues, never)).toMatchObject({
        platformRefId,
      })
      await port.getMetrics({ account, platformRefId }, never)
      expect(new Set(seen.map(({ method, url }) => `${method} ${url.pathname.replace(/\d{5,}/, 'ID')}`))).toEqual(
        ALL_CALLS,
      )
      expect(seen.flatMap(call => document?.wrongsOf(call))).toEqual([])
    })

    it.each<[string, string, RequestInit, number]>([
      ['an unknown key', '/2/tweets', jsonPost({ text: 'hi', txt: 1 }), 400],
      ['a field that is none', '/2/tweets/1?tweet.fields=nonsense', {}, 400],
      ['a post that is not there', '/2/tweets/1', {}, 200],
      ['a medium that is not there', '/2/media/upload?media_id=1', {}, 404],
    ])('a refusal of %s is worded as X describes it', async (_, path, init, status) => {
      const { ask, seen } = await world()
      await ask(path, init)
      expect(seen).toMatchObject([{ status }])
      // That the request is wrong is what the test is about.
      const answers = seen.flatMap(call => document?.wrongsOf(call) ?? []).filter(wrong => wrong.includes(': answer'))
      expect(answers).toEqual([])
    })

    it('and what it does not describe is seen', async () => {
      const { ask, seen } = await world()
      await ask('/2/tweets', jsonPost({ text: 'hi', txt: 1 }))
      await ask('/2/tweets/1?surprise=1', {})
      await ask('/2/nowhere', {})
      const wrongs = seen.map(call => document?.wrongsOf(call).join('; '))
      expect(wrongs).toEqual([
        expect.stringContaining('body'),
        expect.stringContaining('?surprise is not described'),
        expect.stringContaining('is not described'),
      ])
      const [good] = (await world({ ask: '/2/users/me' })).seen
      expect(document?.wrongsOf({ ...(good as SeenCall), responseBody: { data: { id: 7 } } })).not.toEqual([])
      expect(
        document?.wrongsOf({ ...(good as SeenCall), responseBody: { data: { id: '7', invented: 1 } } }),
      ).not.toEqual([])
    })
  },
)

const BYTES: Record<string, Uint8Array> = { image: PNG, video: Buffer.concat([MP4_START, Buffer.alloc(64)]) }
const ALL_CALLS = new Set([
  'GET /2/users/me',
  'POST /2/media/upload',
  'POST /2/media/metadata',
  'POST /2/tweets',
  'POST /2/media/upload/initialize',
  'POST /2/media/upload/ID/append',
  'POST /2/media/upload/ID/finalize',
  'GET /2/media/upload',
  'GET /2/users/ID/tweets',
  'GET /2/tweets/ID',
])

function jsonPost(body: object): RequestInit {
  return { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

/** The adapter and the emulator, and all that went between them; an OAuth 2 token is nobody's business here. */
async function world({ ask: first }: { ask?: string } = {}) {
  const seen: SeenCall[] = []
  const emulator = await startXEmulator(temporaryFolder(), {
    onRequest: async (request, response) => void seen.push(await seenCall(request, response)),
  })
  onTestFinished(() => emulator.close())
  const port = createTwitterPlatform({
    baseUrl: emulator.url,
    timeoutMs: 2000,
    credentials: { credentialsOf: async (_, { account }) => oauth1Of(account) },
    tokens: { tokensOf: () => Promise.reject(new Error('OAuth 1.0a has none')) },
  })
  const ask = (path: string, init: RequestInit) =>
    fetch(emulator.url + path, { ...init, headers: { ...init.headers, authorization: 'Bearer emulated-bearer-demo' } })
  if (first !== undefined) await ask(first, {})
  return { port, seen, ask }
}

async function seenCall(request: Request, response: Response): Promise<SeenCall> {
  const address = request.url.replace('/x/2/', '/2/')
  const requestType = typeOf(request)
  return {
    method: request.method,
    url: new URL(newer(address)),
    requestType,
    requestBody: await bodyOf(request, requestType),
    status: response.status,
    responseType: typeOf(response),
    responseBody: JSON.parse(newer(await response.text())),
  }
}

const typeOf = ({ headers }: Request | Response) => (headers.get('content-type') ?? '').split(';')[0]?.trim() ?? ''

async function bodyOf(request: Request, type: string): Promise<unknown> {
  if (type === 'application/json') return request.json()
  if (type !== 'multipart/form-data') return undefined
  const fields = [...(await request.formData())]
  return Object.fromEntries(
    fields.map(([name, value]) => [name, typeof value === 'string' ? numeric(value) : 'the bytes']),
  )
}

/** In a form, all is text. */
const numeric = (value: string) => (/^\d+$/.test(value) ? Number(value) : value)

function memoryCheckpoints(): Checkpoints {
  const kept = new Map<string, JsonObject>()
  return {
    get: name => kept.get(name),
    put: async (name, value) => void kept.set(name, value),
    all: () => Object.fromEntries(kept),
  }
}
