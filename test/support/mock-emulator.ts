// The MOCK platform's emulator in this process.
import { join } from 'node:path'
import { mockPlatform } from '#services/emulators/mock/mock-platform.ts'
import { type EmulatorKnobs, serveEmulators } from './serve-emulators.ts'

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

/** Its `url` is PLATFORM_MOCK_URL. */
export type MockEmulator = EmulatorKnobs<PublishedPost> & {
  /** As CONTRACT section 7, e.g. `{account: {count: 5, seconds: 60}}`. */
  limits(change: Record<string, unknown>): Promise<void>
  /** Every post that was asked for, accepted or not, as it came. */
  arrivals: readonly Arrival[]
  close(): Promise<void>
}

export async function startMockEmulator(dataDir: string): Promise<MockEmulator> {
  const arrivals: Arrival[] = []
  const { knobs, close } = await serveEmulators([mockPlatform], join(dataDir, 'emulators'), {
    onArrival({ method, url, headers }) {
      const account = /^Bearer mock-(\S+)$/.exec(headers.authorization ?? '')?.[1]
      if (method === 'POST' && url === '/mock/posts' && account !== undefined)
        arrivals.push({ account, atMs: Date.now() })
    },
  })
  const own = knobs<PublishedPost>('mock')
  return { ...own, limits: change => own.put('limits', change), arrivals, close }
}
