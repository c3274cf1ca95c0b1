// All four emulated platforms on one port of this process, and how often each action knocked at them.
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import type { Platform } from '#domain/action/action-status.ts'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import { platforms } from '#services/emulators/platforms.ts'

export interface PlatformEmulators {
  /** What stands for the platforms' addresses, and PLATFORM_*_URL of a worker. */
  urls: Record<Platform, string>
  env: Record<string, string>
  /** Posts on each platform, by the action that their text names. */
  posts(): Promise<Map<string, { id: string; platform: Platform }[]>>
  /**
   * Publishing requests that reached a platform whole, by action. The platforms refuse the same text twice, so that posts alone
   * would not tell of a second sending.
   */
  knocks: Map<string, number>
  /** As CONTRACT section 7, on each of them. */
  fault(fault: Record<string, unknown>): Promise<void>
  clearFaults(): Promise<void>
  close(): Promise<void>
}

const PATHS: Record<Platform, string> = { TWITTER: 'x', META: 'meta', LINKEDIN: 'linkedin', MOCK: 'mock' }
const PLATFORMS = Object.keys(PATHS) as Platform[]

/** The text that an action is known by wherever it was published. */
export const textOf = (actionId: string) => `published for ${actionId}`
const ACTION_IN_TEXT = /published for ([0-9a-f-]{36})/

/** @param dataDir where they keep what was published */
export async function startPlatformEmulators(dataDir: string): Promise<PlatformEmulators> {
  const emulators = await createEmulators(platforms, join(dataDir, 'platforms'), pino({ level: 'silent' }))
  const knocks = new Map<string, number>()
  const answer: typeof emulators.app.fetch = async (request, ...rest) => {
    if (request.method === 'POST') note(knocks, await request.clone().text())
    return emulators.app.fetch(request, ...rest)
  }
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  const port = await promise
  const urls = eachPlatform(platform => `http://127.0.0.1:${port}/${PATHS[platform]}`)
  const onEach = (method: string, path: string, body?: unknown) =>
    Promise.all(PLATFORMS.map(platform => ask(method, `${urls[platform]}/_emulator/${path}`, body)))
  return {
    urls,
    env: Object.fromEntries(PLATFORMS.map(platform => [`PLATFORM_${platform}_URL`, urls[platform]])),
    knocks,
    async posts() {
      const logs = (await onEach('GET', 'published')) as { data: { id: string; text: string }[] }[]
      const posts = logs.flatMap(({ data }, index) =>
        data.map(({ id, text }) => ({ id, action: actionIn(text) ?? id, platform: PLATFORMS[index] ?? 'MOCK' })),
      )
      return Map.groupBy(posts, post => post.action)
    },
    fault: async fault => void (await onEach('POST', 'faults', fault)),
    clearFaults: async () => void (await onEach('DELETE', 'faults')),
    async close() {
      await new Promise<void>(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await emulators.close()
    },
  }
}

/** The action that a text or a request's body names. */
export const actionIn = (text: string): string | undefined => ACTION_IN_TEXT.exec(text)?.[1]

const eachPlatform = <T>(of: (platform: Platform) => T) =>
  Object.fromEntries(PLATFORMS.map(platform => [platform, of(platform)])) as Record<Platform, T>

function note(knocks: Map<string, number>, body: string): void {
  const action = actionIn(body)
  if (action !== undefined) knocks.set(action, (knocks.get(action) ?? 0) + 1)
}

async function ask(method: string, url: string, body?: unknown): Promise<unknown> {
  const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  const response = await fetch(url, { method, ...json })
  if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
  return response.status === 204 ? undefined : response.json()
}
