import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Post } from '#domain/ports/platform.ts'
import { startMockEmulator } from '#test/support/mock-emulator.ts'
import { createMockPlatform } from '#workers/adapters/mock/index.ts'
import { platformContract } from './platform.contract.ts'

platformContract('MOCK', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-mock-'))
  const emulator = await startMockEmulator(dataDir)
  let posts = 0
  const account = { tenantId: 'tenant', account: 'demo', kind: 'user' } as const
  const post = (text = `post ${posts}`): Post => ({ actionId: `action-${posts++}`, account, text, media: [] })
  return {
    port: createMockPlatform({ baseUrl: emulator.url, timeoutMs: 1000 }),
    unreachable: createMockPlatform({ baseUrl: 'http://127.0.0.1:9/mock', timeoutMs: 500 }),
    post,
    refused: () => ({ ...post(), mock: { outcome: 'reject' } }),
    published: () => emulator.published(),
    fault: fault => emulator.fault({ times: 1, ...fault }),
    async close() {
      await emulator.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
})
