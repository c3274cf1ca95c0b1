import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformAccount, Post } from '#domain/ports/platform.ts'
import { emulatedMetaCredentials, startMetaEmulator } from '#test/support/meta-emulator.ts'
import type { MetaKind } from '#workers/adapters/meta/credentials.ts'
import { createMetaPlatform } from '#workers/adapters/meta/index.ts'
import { platformContract } from './platform.contract.ts'

const ACCOUNTS: Record<MetaKind, PlatformAccount> = {
  page: { tenantId: 'tenant', account: 'demo', kind: 'page' },
  instagram: { tenantId: 'tenant', account: 'ig-demo', kind: 'instagram' },
  ads: { tenantId: 'tenant', account: 'ads-demo', kind: 'ads' },
}
/** The emulator lets it do everything but publish. */
const RESTRICTED: Record<MetaKind, string> = {
  page: 'restricted',
  instagram: 'ig-restricted',
  ads: 'ads-restricted',
}

for (const kind of ['page', 'instagram', 'ads'] as const)
  metaContract(`META ${kind}`, kind, kind === 'instagram' ? 1 : 0)
metaContract('META page with photos', 'page', 2)
metaContract('META instagram carousel', 'instagram', 2)
metaContract('META ads with a picture', 'ads', 1)

function metaContract(name: string, kind: MetaKind, pictures: number): void {
  platformContract(name, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'mandate-meta-'))
    const emulator = await startMetaEmulator(dataDir)
    const options = { timeoutMs: 2000, credentials: emulatedMetaCredentials, pollMs: 100 }
    const sha256 = createHash('sha256').update(emulator.picture.bytes).digest('hex')
    const media = Array.from({ length: pictures }, (_, at) => ({
      url: `${emulator.picture.url}?${at}`,
      sha256,
      alt: `picture ${at}`,
    }))
    const ad = {
      budgetMinor: 5000,
      currency: 'EUR',
      audience: { ageRange: [25, 70], interests: ['Coffee', 'outdoor sports'] },
    } as const
    let posts = 0
    const post = (text = `post ${posts}`): Post => ({
      actionId: `action-${posts++}`,
      account: ACCOUNTS[kind],
      text,
      media,
      ...(kind === 'ads' ? ad : {}),
    })
    return {
      port: createMetaPlatform({ baseUrl: emulator.url, ...options }),
      unreachable: createMetaPlatform({ ...options, baseUrl: 'http://127.0.0.1:9/meta', timeoutMs: 500 }),
      post,
      refused: () => ({ ...post(), account: { ...ACCOUNTS[kind], account: RESTRICTED[kind] } }),
      stranger: { ...ACCOUNTS[kind], account: 'stranger' },
      media: Object.fromEntries(media.map(({ url }) => [url, emulator.picture.bytes])),
      published: emulator.published,
      fault: fault => emulator.fault({ times: 1, ...fault }),
      async close() {
        await emulator.close()
        await rm(dataDir, { recursive: true, force: true })
      },
    }
  })
}
