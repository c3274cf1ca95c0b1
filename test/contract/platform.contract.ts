// What every PlatformPort keeps, whatever the platform: one write, no guess, and found again by proof.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Checkpoints, Handles, PlatformPort, Post, ProbeClues, SendResult } from '#domain/ports/platform.ts'

export interface PlatformUnderTest {
  port: PlatformPort
  /** The same adapter, pointed at where nobody listens. */
  unreachable: PlatformPort
  /** A post of an account that the platform knows, with a text of its own. */
  post(text?: string): Post
  /** A post that the platform refuses with a readable answer. */
  refused(): Post
  /** What was really published, in order. */
  published(): Promise<{ id: string; text: string; account: string }[]>
  /** The bytes of a medium of `post`, by its address. */
  media?: Record<string, Uint8Array>
  /** An account that the platform does not let in. */
  stranger?: Post['account']
  /** The next post meets this, as CONTRACT section 7 names it. */
  fault(fault: { fault: string } & Record<string, unknown>): Promise<void>
  close(): Promise<void>
}

const never = new AbortController().signal
const none: ReadonlySet<string> = new Set()
const PREPARE_PATIENCE_MS = 20_000

export function platformContract(name: string, open: () => Promise<PlatformUnderTest>): void {
  describe(`${name} as a platform`, () => {
    let platform: PlatformUnderTest
    beforeAll(async () => {
      platform = await open()
    })
    afterAll(() => platform.close())

    const checkpointsOf = new Map<string, ReturnType<typeof memoryCheckpoints>>()
    const handlesOf = async (post: Post): Promise<Handles> => {
      const checkpoints = checkpointsOf.get(post.actionId) ?? memoryCheckpoints()
      checkpointsOf.set(post.actionId, checkpoints)
      await vi.waitFor(
        async () => {
          const prepared = await platform.port.prepare(post, {
            checkpoints,
            readMedia: async ({ url }) => platform.media?.[url] ?? Promise.reject(new Error(`no medium ${url}`)),
            signal: never,
          })
          expect(prepared).toEqual({ kind: 'ready' })
        },
        { timeout: PREPARE_PATIENCE_MS, interval: 100 },
      )
      return checkpoints.all()
    }
    const send = async (post: Post, timeoutMs = 3000): Promise<SendResult> => {
      const handles = await handlesOf(post)
      const connection = await platform.port.connect(post.account, never)
      try {
        return await connection.postContent(post, handles, timeoutMs)
      } finally {
        connection.close()
      }
    }
    const postsOf = async ({ text }: Post) => (await platform.published()).filter(post => post.text === text)
    const cluesOf = (post: Post, known = none, echoes: string[] = []): ProbeClues => ({
      known,
      echoes,
      handles: checkpointsOf.get(post.actionId)?.all() ?? {},
      sinceMs: Date.now() - 60_000,
    })
    const probe = (post: Post, known = none) => platform.port.probe(post, cluesOf(post, known), never)
    const absence = () => (platform.port.capabilities(platform.post().account.kind).probe ? 'not_found' : 'indeterminate')

    it('accepts credentials that are good', async () => {
      expect(await platform.port.authenticate(platform.post().account, never)).toBe(true)
    })

    it('does not let in a stranger, and does not take an outage for one', async () => {
      if (platform.stranger !== undefined)
        expect(await platform.port.authenticate(platform.stranger, never)).toBe(false)
      await expect(platform.unreachable.authenticate(platform.post().account, never)).rejects.toThrow()
    })

    it('publishes nothing by preparing, and prepares once', async () => {
      const post = platform.post()
      const handles = await handlesOf(post)
      expect(await handlesOf(post)).toEqual(handles)
      expect(await postsOf(post)).toEqual([])
    })

    it('publishes once, and says under which id', async () => {
      const post = platform.post()
      const result = await send(post)
      expect(result).toMatchObject({ kind: 'accepted' })
      expect(await postsOf(post)).toEqual([
        expect.objectContaining({
          id: result.kind === 'accepted' ? result.platformRefId : '',
          account: post.account.account,
        }),
      ])
    })

    it('sends the approved text and not a letter else', async () => {
      const post = platform.post('  Grüße 👩‍👩‍👧 & <b>"two"</b>\n\n#tag @name https://example.org/a?b=c  ')
      await send(post)
      expect(await postsOf(post)).toHaveLength(1)
    })

    it('publishes nothing by connecting', async () => {
      const before = (await platform.published()).length
      const connection = await platform.port.connect(platform.post().account, never)
      connection.close()
      expect(await platform.published()).toHaveLength(before)
    })

    it('fails to connect where nobody listens, or when it is aborted, before anything happened', async () => {
      const { account } = platform.post()
      await expect(platform.unreachable.connect(account, never)).rejects.toThrow()
      await expect(platform.port.connect(account, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
    })

    it('takes only a readable refusal for one, and nothing is published by it', async () => {
      const post = platform.refused()
      expect(await send(post)).toMatchObject({ kind: 'refused', error: { retryable: false } })
      expect(await postsOf(post)).toEqual([])
    })

    it('hears until when it is limited, and nothing is published by it', async () => {
      await platform.fault({ fault: 'rate_limit', reset_seconds: 60 })
      const post = platform.post()
      const result = await send(post)
      expect(result.kind).toBe('rate_limited')
      const closedMs = result.kind === 'rate_limited' ? result.untilMs - Date.now() : 0
      expect(closedMs).toBeGreaterThan(50_000)
      expect(closedMs).toBeLessThan(70_000)
      expect(await postsOf(post)).toEqual([])
    })

    it.each([
      ['drops the connection', { fault: 'commit_then_drop' }],
      ['answers 500', { fault: 'commit_then_500' }],
    ])('does not know of a post that was published when it %s, and finds it', async (_, fault) => {
      await platform.fault(fault)
      const post = platform.post()
      expect(await send(post)).toMatchObject({ kind: 'unknown' })
      const [published, ...more] = await postsOf(post)
      expect(more).toEqual([])
      expect(await probe(post)).toMatchObject({ kind: 'found', platformRefId: published?.id })
    })

    it.each([
      ['drops the connection', { fault: 'drop_before_commit' }],
      ['answers 500', { fault: 'error_500' }],
      ['answers a page', { fault: 'html_502' }],
    ])('does not know of a post that was not published when it %s, and does not find it', async (_, fault) => {
      await platform.fault(fault)
      const post = platform.post()
      expect(await send(post)).toMatchObject({ kind: 'unknown' })
      expect(await postsOf(post)).toEqual([])
      expect(await probe(post)).toMatchObject({ kind: absence() })
    })

    it('does not wait longer than it was told', async () => {
      await platform.fault({ fault: 'delay', ms: 2000 })
      const startedMs = performance.now()
      expect(await send(platform.post(), 300)).toMatchObject({ kind: 'unknown' })
      expect(performance.now() - startedMs).toBeLessThan(1500)
    })

    it('does not take a post for its own that it knows to be another’s', async () => {
      const post = platform.post()
      const result = await send(post)
      const id = result.kind === 'accepted' ? result.platformRefId : ''
      expect(await probe(post, new Set([id]))).not.toMatchObject({ platformRefId: id })
    })

    it('finds nothing of what was never sent, whatever else is there', async () => {
      expect(await probe(platform.post())).toMatchObject({ kind: absence() })
    })

    it('does not take silence for absence', async () => {
      expect(await platform.unreachable.probe(platform.post(), cluesOf(platform.post()), never)).toMatchObject({ kind: 'indeterminate' })
    })

    it('tells how a post does, in numbers that are not negative', async () => {
      const post = platform.post()
      const result = await send(post)
      if (result.kind !== 'accepted') throw new Error(result.kind)
      const { account } = post
      const { values, raw } = await platform.port.getMetrics({ account, platformRefId: result.platformRefId }, never)
      for (const value of Object.values(values)) expect(value).toBeGreaterThanOrEqual(0)
      expect(Object.keys(values).length).toBeGreaterThan(0)
      expect(Object.keys(raw).length).toBeGreaterThan(0)
    })
  })
}

function memoryCheckpoints(): Checkpoints {
  const kept = new Map<string, JsonObject>()
  return {
    get: name => kept.get(name),
    put: async (name, value) => void kept.set(name, value),
    all: () => Object.fromEntries(kept),
  }
}
