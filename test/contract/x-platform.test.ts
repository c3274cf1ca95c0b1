import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Post } from '#domain/ports/platform.ts'
import { GIF, PNG } from '#test/support/media-bytes.ts'
import { memoryTokenStorage } from '#test/support/memory-token-storage.ts'
import { oauth1Of, oauth2Of, startXEmulator } from '#test/support/x-emulator.ts'
import { createTokenStore } from '#workers/adapters/credentials/create-token-store.ts'
import { createTwitterPlatform } from '#workers/adapters/twitter/index.ts'
import { type PlatformUnderTest, platformContract } from './platform.contract.ts'

const WITHOUT: Post['media'] = []

platformContract('TWITTER with OAuth 1.0a', () => open(oauth1Of, { access_token_secret: 'wrong' }, WITHOUT))
platformContract('TWITTER with OAuth 2', () => open(oauth2Of, { refresh_token: 'wrong' }, WITHOUT))
platformContract('TWITTER with images', () =>
  open(oauth1Of, { consumer_key: 'wrong' }, [
    { url: 'https://media.example/a.png', sha256: 'a', alt: 'a dot' },
    { url: 'https://media.example/b.png', sha256: 'b' },
  ]),
)
platformContract('TWITTER with a GIF', () =>
  open(oauth1Of, { consumer_secret: 'wrong' }, [{ url: 'https://media.example/c.gif', sha256: 'c' }]),
)

const MEDIA = {
  'https://media.example/a.png': PNG,
  'https://media.example/b.png': PNG,
  'https://media.example/c.gif': GIF,
}

async function open(
  credentialsOf: (account: string) => JsonObject,
  wrong: JsonObject,
  media: Post['media'],
): Promise<PlatformUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mandate-x-'))
  const emulator = await startXEmulator(dataDir)
  let posts = 0
  const account = { tenantId: 'tenant', account: 'demo', kind: 'user' } as const
  const post = (text = `post ${posts}`): Post => ({ actionId: `action-${posts++}`, account, text, media })
  const platform = (baseUrl: string, timeoutMs: number) =>
    createTwitterPlatform({
      baseUrl,
      timeoutMs,
      credentials: {
        credentialsOf: async (_, { account }) => ({
          ...credentialsOf(account),
          ...(account === 'stranger' ? wrong : {}),
        }),
      },
      tokens: createTokenStore({ storage: memoryTokenStorage().storage, sealingKey: randomBytes(32) }),
    })
  return {
    port: platform(emulator.url, 1000),
    unreachable: platform('http://127.0.0.1:9/x', 500),
    post,
    media: MEDIA,
    stranger: { ...account, account: 'stranger' },
    refused: () => post(`too long ${'.'.repeat(300)} ${posts}`),
    published: () => emulator.published(),
    fault: fault => emulator.fault({ times: 1, ...fault }),
    async close() {
      await emulator.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
