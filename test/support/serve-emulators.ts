// Emulated platforms in this process, on an ephemeral port: what they really published can be counted.
import type { IncomingMessage } from 'node:http'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import type { EmulatedPlatform } from '#services/emulators/emulated-platform.ts'

export interface EmulatorKnobs<P> {
  /** What stands for the platform's own address. */
  url: string
  published(): Promise<P[]>
  /** As CONTRACT section 7, e.g. `{fault: 'delay', ms: 3000, times: 1000}`. */
  fault(fault: Record<string, unknown>): Promise<void>
  clearFaults(): Promise<void>
  /** `limits`, and what a platform has of its own. */
  put(knob: string, value: object): Promise<void>
}

export interface ServedEmulators {
  /** The knobs of one of the platforms. */
  knobs<P>(path: EmulatedPlatform['path']): EmulatorKnobs<P>
  close(): Promise<void>
}

export interface ServeOptions {
  /** A clock that can be moved. */
  now?: (() => Date) | undefined
  /** Sees every request as it comes and goes, e.g. to hold it against a schema. */
  onRequest?: ((request: Request, response: Response) => Promise<void>) | undefined
  /** Told of every request the moment its head is there. */
  onArrival?(request: IncomingMessage): void
}

/** @param dataDir where the logs lie */
export async function serveEmulators(
  platforms: readonly EmulatedPlatform[],
  dataDir: string,
  { now, onRequest, onArrival }: ServeOptions = {},
): Promise<ServedEmulators> {
  const emulators = await createEmulators(platforms, dataDir, pino({ level: 'silent' }), now)
  const watched: typeof emulators.app.fetch = async (request, ...rest) => {
    const copy = request.clone()
    const response = await emulators.app.fetch(request, ...rest)
    await onRequest?.(copy, response.body === null ? response : response.clone())
    return response
  }
  const { promise, resolve } = Promise.withResolvers<number>()
  const fetched = onRequest === undefined ? emulators.app.fetch : watched
  const server = serve({ fetch: fetched, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  if (onArrival !== undefined) server.on('request', onArrival)
  const base = `http://127.0.0.1:${await promise}`
  return {
    knobs: path => knobsAt(`${base}/${path}`),
    async close() {
      await new Promise<void>(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await emulators.close()
    },
  }
}

function knobsAt<P>(url: string): EmulatorKnobs<P> {
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
    published: async () => ((await (await ask('GET', 'published')).json()) as { data: P[] }).data,
    fault: async fault => void (await ask('POST', 'faults', fault)),
    clearFaults: async () => void (await ask('DELETE', 'faults')),
    put: async (knob, value) => void (await ask('PUT', knob, value)),
  }
}
