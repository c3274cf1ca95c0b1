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

/** Its `url` is PLATFORM_MOCK_URL. */
export type MockEmulator = EmulatorKnobs<PublishedPost> & { close(): Promise<void> }

export async function startMockEmulator(dataDir: string): Promise<MockEmulator> {
  const { knobs, close } = await serveEmulators([mockPlatform], join(dataDir, 'emulators'))
  return { ...knobs<PublishedPost>('mock'), close }
}
