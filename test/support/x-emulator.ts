// X's emulator in this process, and credentials that it accepts.
import { xPlatform } from '#services/emulators/x/x-platform.ts'
import { type EmulatorKnobs, type ServeOptions, serveEmulators } from './serve-emulators.ts'

export interface PublishedOnX {
  id: string
  account: string
  text: string
  media: { url: string; sha256?: string }[]
}

/** Its `url` stands for https://api.x.com. */
export type XEmulator = EmulatorKnobs<PublishedOnX> & {
  /** How long access tokens given from now on live. */
  tokenLife(seconds: number): Promise<void>
  close(): Promise<void>
}

export async function startXEmulator(dataDir: string, options: ServeOptions = {}): Promise<XEmulator> {
  const { knobs, close } = await serveEmulators([xPlatform], dataDir, options)
  const own = knobs<PublishedOnX>('x')
  return { ...own, tokenLife: seconds => own.put('tokens', { access_token_seconds: seconds }), close }
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
