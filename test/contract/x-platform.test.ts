import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Post } from '#domain/ports/platform.ts'
import { oauth1Of, startXEmulator } from '#test/support/x-emulator.ts'
import { createTwitterPlatform } from '#workers/adapters/twitter/index.ts'
import { platformContract } from './platform.contract.ts'

platformContract('TWITTER', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-x-'))
  const emulator = await startXEmulator(dataDir)
  let posts = 0
  const account = { tenantId: 'tenant', account: 'demo', kind: 'user' } as const
  const stranger = { tenantId: 'tenant', account: 'stranger', kind: 'user' } as const
  const post = (text = `post ${posts}`): Post => ({ actionId: `action-${posts++}`, account, text, media: [] })
  const platform = (baseUrl: string, timeoutMs: number) =>
    createTwitterPlatform({
      baseUrl,
      timeoutMs,
      credentials: {
        credentialsOf: async (_, { account }) => ({
          ...oauth1Of(account),
          ...(account === 'stranger' ? { access_token_secret: 'x' } : {}),
        }),
      },
      tokens: { tokensOf: () => Promise.reject(new Error('OAuth 1.0a has none')) },
    })
  return {
    port: platform(emulator.url, 1000),
    unreachable: platform('http://127.0.0.1:9/x', 500),
    post,
    stranger,
    refused: () => post(`too long ${'.'.repeat(300)} ${posts}`),
    published: () => emulator.published(),
    fault: fault => emulator.fault({ times: 1, ...fault }),
    async close() {
      await emulator.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
})
