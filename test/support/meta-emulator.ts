// The emulated Graph API in this process, with a picture beside it that it can fetch, and the credentials that it takes.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import type { CredentialSource } from '#domain/ports/credential-source.ts'
import { metaPlatform } from '#services/emulators/meta/meta-platform.ts'
import type { Published } from '#services/emulators/published-log.ts'
import { type EmulatorKnobs, serveEmulators } from './serve-emulators.ts'

/** Its `url` stands for https://graph.facebook.com; its own knob is `processing`. */
export type MetaEmulator = EmulatorKnobs<Published> & {
  picture: { url: string; bytes: Uint8Array }
  close(): Promise<void>
}

/** @param now a clock that can be moved */
export async function startMetaEmulator(dataDir: string, now?: () => Date): Promise<MetaEmulator> {
  const served = await serveEmulators([metaPlatform], dataDir, { now })
  const bytes = new Uint8Array(
    await sharp({ create: { width: 8, height: 8, channels: 3, background: '#a33' } })
      .jpeg()
      .toBuffer(),
  )
  const pictures = createServer((_, response) => response.end(bytes))
  await new Promise<void>(done => pictures.listen(0, '127.0.0.1', () => done()))
  const { port } = pictures.address() as AddressInfo // it listens on TCP
  return {
    ...served.knobs<Published>('meta'),
    picture: { url: `http://127.0.0.1:${port}/picture.jpg`, bytes },
    async close() {
      pictures.closeAllConnections()
      await new Promise<void>(done => pictures.close(() => done()))
      await served.close()
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
