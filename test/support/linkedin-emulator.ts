// LinkedIn's emulator in this process, on an ephemeral port: what it really published can be counted.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import { createLinkedinEmulation } from '#services/emulators/linkedin/linkedin-platform.ts'

export interface PublishedOnLinkedin {
  id: string
  account: string
  text: string
  media: { url: string; sha256?: string }[]
}

export interface LinkedinEmulator {
  /** What stands for https://api.linkedin.com. */
  url: string
  published(): Promise<PublishedOnLinkedin[]>
  /** As CONTRACT section 7, e.g. `{fault: 'delay', ms: 3000, times: 1000}`. */
  fault(fault: Record<string, unknown>): Promise<void>
  close(): Promise<void>
}

/** In a folder of its own, unless one is given. @param processingMs how long an image is processed */
export async function startLinkedinEmulator(
  options: { processingMs?: number; dataDir?: string; now?: () => Date } = {},
): Promise<LinkedinEmulator> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'mandate-linkedin-')))
  const platform = createLinkedinEmulation({ processingMs: options.processingMs ?? 50 })
  const emulators = await createEmulators([platform], dataDir, pino({ level: 'silent' }), options.now)
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: emulators.app.fetch, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  const url = `http://127.0.0.1:${await promise}/linkedin`
  const ask = async (path: string, body?: unknown) => {
    const init =
      body === undefined
        ? {}
        : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const response = await fetch(`${url}/_emulator/${path}`, init)
    if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
    return response
  }
  return {
    url,
    published: async () => ((await (await ask('published')).json()) as { data: PublishedOnLinkedin[] }).data,
    fault: async fault => void (await ask('faults', fault)),
    async close() {
      await new Promise<void>(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await emulators.close()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
