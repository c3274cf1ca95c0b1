// The emulated Graph API in this process, with a picture beside it that it can fetch, and the credentials that it takes.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { pino } from 'pino'
import sharp from 'sharp'
import type { CredentialSource } from '#domain/ports/credential-source.ts'
import { createEmulators } from '#services/emulators/create-emulators.ts'
import { metaPlatform } from '#services/emulators/meta/meta-platform.ts'
import type { Published } from '#services/emulators/published-log.ts'

export interface MetaEmulator {
  /** What stands for https://graph.facebook.com. */
  url: string
  picture: { url: string; bytes: Uint8Array }
  published(): Promise<Published[]>
  /** As CONTRACT section 7. */
  fault(fault: Record<string, unknown>): Promise<void>
  /** `limits` or `processing`. */
  put(knob: string, value: object): Promise<void>
  close(): Promise<void>
}

/** @param now a clock that can be moved */
export async function startMetaEmulator(dataDir: string, now: () => Date = () => new Date()): Promise<MetaEmulator> {
  const emulators = await createEmulators([metaPlatform], dataDir, pino({ level: 'silent' }), now)
  const { promise, resolve } = Promise.withResolvers<number>()
  const server = serve({ fetch: emulators.app.fetch, port: 0, hostname: '127.0.0.1' }, info => resolve(info.port))
  const url = `http://127.0.0.1:${await promise}/meta`
  const bytes = new Uint8Array(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer(),
  )
  const pictures = createServer((_, response) => response.end(bytes))
  await new Promise<void>(done => pictures.listen(0, '127.0.0.1', () => done()))
  const { port } = pictures.address() as AddressInfo // it listens on TCP
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
    picture: { url: `http://127.0.0.1:${port}/picture.jpg`, bytes },
    published: async () => ((await (await ask('GET', 'published')).json()) as { data: Published[] }).data,
    fault: async fault => void (await ask('POST', 'faults', fault)),
    put: async (knob, value) => void (await ask('PUT', knob, value)),
    async close() {
      pictures.closeAllConnections()
      await new Promise<void>(done => pictures.close(() => done()))
      await new Promise<void>(done => {
        server.close(() => done())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await emulators.close()
    },
  }
}

/** What the emulator accepts, made from an account's name; `stranger` has a token of nobody. */
export const emulatedMetaCredentials: CredentialSource = {
  credentialsOf: async (_, { account, kind }) => ({
    access_token: account === 'stranger' ? 'of-nobody' : `emulated-${account}`,
    app_secret: 'emulated-app-secret',
    ig_user_id: account,
    ad_account_id: `act_${account}`,
    page_id: kind === 'ads' ? `page-of-${account}` : account,
  }),
}
