// X's emulator in this process, on an ephemeral port, and credentials that it accepts.
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import { xPlatform } from '#services/emulators/x/x-platform.ts'

export interface XEmulator {
  /** In place of https://api.x.com. */
  url: string
  published(): Promise<{ id: string; account: string; text: string; media: { url: string; sha256?: string }[] }[]>
  /** As CONTRACT section 7, e.g. `{fault: 'delay', ms: 3000, times: 1}`. */
  fault(fault: Record<string, unknown>): Promise<void>
  /** How long access tokens given from now on live. */
  tokenLife(seconds: number): Promise<void>
  close(): Promise<void>
}

export interface XEmulatorOptions {
  /** Sees every request as it comes and goes, e.g. to hold it against a schema. */
  onRequest?(request: Request, response: Response): Promise<void>
  now?(): Date
}

export async function startXEmulator(dataDir: string, options: XEmulatorOptions = {}): Promise<XEmulator> {
  const { onRequest = async () => {}, now = () => new Date() } = options
  const emulators = await createEmulators([xPlatform], dataDir, pino({ level: 'silent' }), now)
  const { promise, resolve } = Promise.withResolvers<number>()
  const answer: typeof emulators.app.fetch = async (request, ...rest) => {
    const copy = request.clone()
    const response = await emulators.app.fetch(request, ...rest)
    await onRequest(copy, response.body === null ? response : response.clone())
    return response
  }
  const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  const url = `http://127.0.0.1:${await promise}/x`
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
    published: async () => ((await (await ask('GET', 'published')).json()) as { data: [] }).data,
    fault: async fault => void (await ask('POST', 'faults', fault)),
    tokenLife: async seconds => void (await ask('PUT', 'tokens', { access_token_seconds: seconds })),
    async close() {
      await new Promise<void>(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await emulators.close()
    },
  }
}

export const oauth1Of = (account: string) => ({
  consumer_key: 'emulated-consumer',
  consumer_secret: 'emulated-consumer-secret',
  access_token: `emulated-${account}`,
  access_token_secret: `emulated-secret-${account}`,
})

export const oauth2Of = (account: string) => ({
  client_id: 'emulated-client',
  access_token: `emulated-bearer-${account}`,
  refresh_token: `emulated-refresh-${account}`,
})
