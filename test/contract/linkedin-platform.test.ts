import { createHash } from 'node:crypto'
import type { AccountKind } from '#domain/action/account-kind.ts'
import type { Post } from '#domain/ports/platform.ts'
import { startLinkedinEmulator } from '#test/support/linkedin-emulator.ts'
import { createCredentialSource } from '#workers/adapters/credentials/create-credential-source.ts'
import { createLinkedinPlatform } from '#workers/adapters/linkedin/index.ts'
import { platformContract } from './platform.contract.ts'

/** The smallest PNG there is, and no other picture like it: whatever follows its end is not looked at. */
const picture = (name: string) =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
    Buffer.from(name),
  ])

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const MEDIA: Record<string, Uint8Array> = {
  'https://pictures.example/one.png': picture('one'),
  'https://pictures.example/two.png': picture('two'),
}

const ALL_MEDIA = Object.entries(MEDIA).map(([url, bytes]) => ({
  url,
  sha256: sha256(bytes),
  alt: `what ${url} shows`,
}))

platformContract('LINKEDIN (an organization)', () => open('demo', 'organization', []))
platformContract('LINKEDIN (an organization, one image)', () => open('pictured', 'organization', ALL_MEDIA.slice(0, 1)))
platformContract('LINKEDIN (an organization, two images)', () => open('gallery', 'organization', ALL_MEDIA))

async function open(name: string, kind: AccountKind, media: Post['media']) {
  const emulator = await startLinkedinEmulator()
  const credentials = createCredentialSource({
    env: { MANDATE_CRED_STRANGER: JSON.stringify({ access_token: 'wrong', author: 'urn:li:organization:stranger' }) },
    emulated: true,
  })
  let posts = 0
  const account = { tenantId: 'tenant', account: name, kind }
  const post = (text = `post ${posts}`): Post => ({ actionId: `action-${posts++}`, account, text, media })
  return {
    port: createLinkedinPlatform({ baseUrl: emulator.url, timeoutMs: 2000, credentials }),
    unreachable: createLinkedinPlatform({ baseUrl: 'http://127.0.0.1:9/linkedin', timeoutMs: 500, credentials }),
    post,
    refused: () => post(`${posts} ${'x'.repeat(3000)}`),
    published: () => emulator.published(),
    media: MEDIA,
    stranger: { tenantId: 'tenant', account: 'stranger', kind, credentialsRef: 'env:MANDATE_CRED_STRANGER' },
    fault: (fault: Record<string, unknown>) => emulator.fault({ times: 1, ...fault }),
    close: () => emulator.close(),
  }
}
