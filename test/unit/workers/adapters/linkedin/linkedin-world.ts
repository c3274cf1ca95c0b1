// The adapter and LinkedIn's emulator in one process, for one test.
import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { AccountKind } from '#domain/action/account-kind.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Checkpoints, Post, PrepareTools, SendResult } from '#domain/ports/platform.ts'
import { startLinkedinEmulator } from '#test/support/linkedin-emulator.ts'
import { createCredentialSource } from '#workers/adapters/credentials/create-credential-source.ts'
import { createLinkedinPlatform, type LinkedinPlatformOptions } from '#workers/adapters/linkedin/index.ts'

export const never = new AbortController().signal

export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export async function linkedinWorld(
  options: Partial<LinkedinPlatformOptions> & { processingMs?: number; env?: Record<string, string> } = {},
) {
  const { processingMs = 0, env = {}, ...more } = options
  const emulator = await startLinkedinEmulator({ processingMs })
  onTestFinished(() => emulator.close())
  const credentials = createCredentialSource({ env, emulated: true })
  const port = createLinkedinPlatform({ baseUrl: emulator.url, timeoutMs: 2000, credentials, ...more })
  return {
    emulator,
    port,
    async send(post: Post, checkpoints = memoryCheckpoints()): Promise<SendResult> {
      const connection = await port.connect(post.account, never)
      try {
        return await connection.postContent(post, checkpoints.all(), 2000)
      } finally {
        connection.close()
      }
    },
  }
}

export function accountOf(account: string, kind: AccountKind = 'organization', credentialsRef?: string) {
  return { tenantId: 'tenant', account, kind, ...(credentialsRef === undefined ? {} : { credentialsRef }) }
}

export function postOf(text: string, more: Partial<Post> = {}): Post {
  return { actionId: 'action', account: accountOf('demo'), text, media: [], ...more }
}

export function mediumOf(url: string, bytes: Uint8Array) {
  return { url, sha256: createHash('sha256').update(bytes).digest('hex') }
}

export function memoryCheckpoints(kept: Record<string, JsonObject> = {}): Checkpoints {
  return {
    get: name => kept[name],
    put: async (name, value) => {
      kept[name] = value
    },
    all: () => ({ ...kept }),
  }
}

export function toolsOf(checkpoints: Checkpoints, bytes: Record<string, Uint8Array> = {}): PrepareTools {
  const readMedia: PrepareTools['readMedia'] = async ({ url }) => {
    const found = bytes[url]
    if (found === undefined) throw new Error(`nothing was to be read from ${url}`)
    return found
  }
  return { checkpoints, readMedia, signal: never }
}
