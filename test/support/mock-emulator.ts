// The MOCK platform's emulator in this process, on an ephemeral port: what it really published can be counted.
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import { mockPlatform } from '#services/emulators/mock/mock-platform.ts'

export interface PublishedPost {
  id: string
  action_id?: string
  account: string
  text: string
  received_at: string
}

export interface Arrival {
  account: string
  /** Milliseconds since 1970. */
  atMs: number
}

export interface MockEmulator {
  /** PLATFORM_MOCK_URL. */
  url: string
  published(): Promise<PublishedPost[]>
  /** As CONTRACT section 7, e.g. `{fault: 'delay', ms: 3000, times: 1000}`. */
  fault(fault: Record<string, unknown>): Promise<void>
  clearFaults(): Promise<void>
  /** As CONTRACT section 7, e.g. `{account: {count: 5, seconds: 60}}`. */
  limits(change: Record<string, unknown>): Promise<void>
  /** Every post that was asked for, accepted or not, as it came. */
  arrivals: readonly Arrival[]
  close(): Promise<void>
}

export async function startMockEmulator(dataDir: string): Promise<MockEmulator> {
  const emulators = await createEmulators([mockPlatform], join(dataDir, 'emulators'), pino({ level: 'silent' }))
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: emulators.app.fetch, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  const url = `http://127.0.0.1:${await promise}/mock`
  const arrivals: Arrival[] = []
  server.on('request', ({ method, url: path, headers }: IncomingMessage) => {
    const account = /^Bearer mock-(\S+)$/.exec(headers.authorization ?? '')?.[1]
    if (method === 'POST' && path === '/mock/posts' && account !== undefined)
      arrivals.push({ account, atMs: Date.now() })
  })
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/_emulator/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })
    if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
    return response
  }
  return {
    url,
    published: async () => {
      const { data } = (await (await ask('GET', 'published')).json()) as { data: PublishedPost[] }
      return data
    },
    fault: async fault => void (await ask('POST', 'faults', fault)),
    limits: async change => void (await ask('PUT', 'limits', change)),
    arrivals,
    clearFaults: async () => void (await ask('DELETE', 'faults')),
    async close() {
      await new Promise<void>(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await emulators.close()
    },
  }
}
