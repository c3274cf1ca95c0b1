// What a page that follows a resource by its tag draws, asks and ends by.
import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import type { Api } from '#console/http/api.ts'
import { liveResource } from '#console/http/live-resource.ts'
import type { ConsoleEnv, Person } from '#console/person.ts'

interface Thing {
  said: string
  over?: boolean
}

const found = (tag: string, thing: Thing) => Response.json(thing, { headers: { etag: tag } })
const unchanged = (tag: string) => new Response(null, { status: 304, headers: { etag: tag } })

/** Answers in their order; a wait takes as long as one that was held. */
function page(answers: (() => Response)[], { isSignedIn = (): boolean => true, heldMs = 450 } = {}) {
  const raw = vi.fn(async (path: string, _init?: { headers?: Record<string, string>; signal?: AbortSignal }) => {
    if (path.includes('wait=')) await sleep(heldMs)
    return answers.shift()?.() ?? new Response(null, { status: 503 })
  })
  const app = new Hono<ConsoleEnv>()
  app.get('/', c => {
    c.set('api', { raw } as unknown as Api)
    c.set('person', { expiresAt: new Date(Date.now() + 60_000) } as Person)
    c.set('watch', { isSignedIn: async () => isSignedIn(), logger: pino({ level: 'silent' }) })
    const draw = async ({ said }: Thing) => html`<p>${said}</p>`
    return liveResource<Thing>(c, { path: '/things/1', draw, isOver: ({ over = false }) => over })
  })
  return { raw, get: async (init?: RequestInit) => app.request('/', init) }
}

it('each state is drawn once, asked for by the tag of the one before, and the last one ends it', async () => {
  const { raw, get } = page([
    () => found('"1"', { said: 'one' }),
    () => unchanged('"1"'),
    () => found('"2"', { said: 'one' }),
    () => found('"3"', { said: '<two>', over: true }),
  ])
  const text = await (await get()).text()
  expect(text.match(/<p>one<\/p>/g)).toHaveLength(1)
  expect(text).toContain('<p>&lt;two&gt;</p>')
  expect(text).toContain('event: ended')
  expect(text).toContain(': still here')
  const asked = raw.mock.calls.map(([path, init]) => [path, init?.headers?.['if-none-match']])
  expect(asked).toEqual([
    ['/things/1', undefined],
    ['/things/1?wait=15', '"1"'],
    ['/things/1?wait=15', '"1"'],
    ['/things/1?wait=15', '"2"'],
  ])
})

it.each([
  ['a refusal in between', () => new Response(null, { status: 503 }), 450],
  ['a server that holds no longer', () => unchanged('"1"'), 0],
])('%s ends the line unsaid, so that the browser asks again', async (_, answer, heldMs) => {
  const { raw, get } = page([() => found('"1"', { said: 'one' }), answer], { heldMs })
  const text = await (await get()).text()
  expect(text).toContain('one')
  expect(text).not.toContain('ended')
  expect(raw).toHaveBeenCalledTimes(2)
})

it('whoever has signed out meanwhile sees nothing more', async () => {
  let signedIn = true
  const { get } = page(
    [
      () => found('"1"', { said: 'one' }),
      () => {
        signedIn = false
        return found('"2"', { said: 'two' })
      },
    ],
    { isSignedIn: () => signedIn },
  )
  const text = await (await get()).text()
  expect(text).toContain('one')
  expect(text).not.toContain('two')
})

it.each([
  [404, '', null],
  [401, '', 'signed-out'],
])('a resource that is refused with %i at once opens no line', async (status, body, trigger) => {
  const answer = await page([() => new Response(null, { status })]).get()
  expect([answer.status, await answer.text(), answer.headers.get('hx-trigger')]).toEqual([status, body, trigger])
})

it('a look at what the answer would be asks the API nothing', async () => {
  const { raw, get } = page([])
  expect((await get({ method: 'HEAD' })).headers.get('content-type')).toBe('text/event-stream')
  expect(raw).not.toHaveBeenCalled()
})
