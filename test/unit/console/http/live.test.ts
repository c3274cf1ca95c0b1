// What a live part of a page does when its subject, its reader or its sign-in ends.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { pino } from 'pino'
import { afterEach, expect, it, vi } from 'vitest'
import { startServer } from '#api/server/start-server.ts'
import { eventStream } from '#api/waiting/event-stream.ts'
import { type Api, ApiRefusal } from '#console/http/api.ts'
import { live } from '#console/http/live.ts'
import type { ConsoleEnv, Person } from '#console/person.ts'

const STARTED = 'event: campaign.started\ndata: {}\n\n'
const BEAT = ': still here\n\n'
const REFUSED = new ApiRefusal({ ok: false, status: 503, problem: { detail: 'going down' } as never })

/** @param says what the API's stream brings; @param ends then, else it stands still until its reader goes */
function subject(says: string[], { ends = false, reason = 'RUNNING' } = {}) {
  const cancelled = vi.fn()
  const raw = vi.fn(async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const text of says) controller.enqueue(new TextEncoder().encode(text))
        if (ends) controller.close()
      },
      cancel: cancelled,
    })
    return new Response(body)
  })
  const look = vi.fn(async () => ({ ok: true, status: 200, body: { reason }, headers: new Headers() }))
  return { api: { raw, look } as unknown as Api, raw, look, cancelled }
}

interface Looker {
  isSignedIn?: () => boolean
  expiresInMs?: number
  draw?: () => Promise<ReturnType<typeof html>>
}

function page(api: Api, { isSignedIn = () => true, expiresInMs = 60_000, draw }: Looker = {}) {
  const lines: string[] = []
  const app = new Hono<ConsoleEnv>()
  const logger = pino({}, { write: line => void lines.push(line) })
  app.get('/', c => {
    c.set('api', api)
    c.set('person', { expiresAt: new Date(Date.now() + expiresInMs) } as Person)
    c.set('watch', { isSignedIn: async () => isSignedIn(), logger })
    return live(c, '/campaigns/1/events', async () => (draw ? draw() : html`<p>as it stands</p>`))
  })
  return { app, lines, text: async () => (await app.request('/')).text() }
}

it('a drawing that the API refuses ends the stream, unsaid, so that the browser asks again; the process lives on', async () => {
  let drawn = 0
  const { api, cancelled } = subject([STARTED])
  const { text, lines } = page(api, {
    async draw() {
      drawn += 1
      if (drawn > 1) throw REFUSED
      return html`<p>as it stands</p>`
    },
  })
  const said = await text()
  expect(drawn).toBe(2)
  expect(said).toContain('as it stands')
  expect(said).not.toContain('ended')
  expect(cancelled).toHaveBeenCalled()
  expect(lines).toEqual([])
})

it('a drawing that fails is told in our log and to nobody else', async () => {
  const stderr = vi.spyOn(console, 'error').mockReturnValue()
  const failing = async () => Promise.reject(new Error('a secret of ours'))
  const { text, lines } = page(subject([STARTED]).api, { draw: failing })
  expect(await text()).toBe('')
  expect(stderr).not.toHaveBeenCalled()
  expect(lines.map(line => JSON.parse(line))).toMatchObject([
    { event: 'console.stream-failed', path: '/', err: { message: 'a secret of ours' } },
  ])
  stderr.mockRestore()
})

it.each([
  ['says so when the subject is final', 'FINAL', true],
  ['does not when the API ended it for a reason of its own', 'RUNNING', false],
])('a stream that ends %s', async (_, reason, told) => {
  const said = await page(subject([STARTED], { ends: true, reason }).api).text()
  expect(said).toContain('as it stands')
  expect(said.includes('event: ended')).toBe(told)
})

it.each([
  ['event', STARTED],
  ['heartbeat', BEAT],
])('whoever signs out sees nothing from the next %s on, and the stream ends', async (_, says) => {
  let asked = 0
  const { api, cancelled } = subject([says])
  const { text } = page(api, { isSignedIn: () => asked++ === 0 })
  expect((await text()).match(/as it stands/g)).toHaveLength(1)
  expect(cancelled).toHaveBeenCalled()
})

it('a stream ends with the sign-in that it was opened in', async () => {
  const { api, cancelled } = subject([])
  const said = await page(api, { expiresInMs: 20 }).text()
  expect(said).not.toContain('ended')
  expect(cancelled).toHaveBeenCalled()
})

it('a refusal of the API is the answer itself, which changes nothing of the page', async () => {
  const refusing = (status: number) => page({ raw: async () => new Response('{}', { status }) } as unknown as Api).app
  const away = await refusing(503).request('/')
  expect([away.status, away.headers.get('hx-reswap'), await away.text()]).toEqual([503, 'none', ''])
  const out = await refusing(401).request('/')
  expect([out.status, out.headers.get('hx-trigger')]).toEqual([401, 'signed-out'])
})

it('answers HEAD without a stream', async () => {
  const { api, raw } = subject([])
  const answer = await page(api).app.request('/', { method: 'HEAD' })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  expect(raw).not.toHaveBeenCalled()
})

let server: Server | undefined
afterEach(() => void server?.close().closeAllConnections())

it('a browser that leaves ends the wait of the API’s own stream', async () => {
  let waiting: AbortSignal | undefined
  const until = (_id: string, _enough: unknown, { signal }: { signal: AbortSignal }) => {
    waiting = signal
    return new Promise(resolve => signal.addEventListener('abort', () => resolve(undefined)))
  }
  const ports = { audit: { entries: async () => [] }, waiting: { until }, health: { draining: () => false } }
  const inner = new Hono()
  inner.get('/', context => eventStream({ context, ports, caller: { reader: {} } } as never, 'subject'))
  const { app } = page({ raw: async () => inner.request('/') } as unknown as Api)
  server = await startServer(app as never, { port: 0, host: '127.0.0.1' })
  const leaving = new AbortController()
  const { port } = server.address() as AddressInfo
  const { body } = await fetch(`http://127.0.0.1:${port}/`, { signal: leaving.signal })
  await body?.getReader().read()
  await vi.waitFor(() => expect(waiting?.aborted).toBe(false))
  leaving.abort()
  await vi.waitFor(() => expect(waiting?.aborted).toBe(true))
})
