// LinkedIn's emulator in this process.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLinkedinEmulation } from '#services/emulators/linkedin/linkedin-platform.ts'
import { type EmulatorKnobs, serveEmulators } from './serve-emulators.ts'

export interface PublishedOnLinkedin {
  id: string
  account: string
  text: string
  media: { url: string; sha256?: string }[]
}

/** Its `url` stands for https://api.linkedin.com. */
export type LinkedinEmulator = EmulatorKnobs<PublishedOnLinkedin> & { close(): Promise<void> }

/** In a folder of its own, unless one is given. @param processingMs how long an image is processed */
export async function startLinkedinEmulator(
  options: { processingMs?: number; dataDir?: string; now?: () => Date } = {},
): Promise<LinkedinEmulator> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'mandate-linkedin-')))
  const platform = createLinkedinEmulation({ processingMs: options.processingMs ?? 50 })
  const served = await serveEmulators([platform], dataDir, { now: options.now })
  return {
    ...served.knobs<PublishedOnLinkedin>('linkedin'),
    async close() {
      await served.close()
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
