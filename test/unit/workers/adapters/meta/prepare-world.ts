// What a preparation is done with in these tests: checkpoints in memory, media by address, and the emulated Graph API.
import { onTestFinished } from 'vitest'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { PlatformAccount, Post, PrepareTools } from '#domain/ports/platform.ts'
import { emulatedMetaCredentials, startMetaEmulator } from '#test/support/meta-emulator.ts'
import type { MetaKind } from '#workers/adapters/meta/credentials.ts'
import { createMetaPlatform, type MetaPlatformOptions } from '#workers/adapters/meta/index.ts'
import { temporaryFolder } from '../../../services/kernel/temporary-folder.ts'

export const never = new AbortController().signal

/** @param kept what an earlier run has left */
export function toolsWith(media: Record<string, Uint8Array> = {}, kept: Record<string, JsonObject> = {}) {
  const checkpoints = new Map(Object.entries(kept))
  const read: string[] = []
  const tools: PrepareTools = {
    checkpoints: {
      get: name => checkpoints.get(name),
      put: async (name, value) => void checkpoints.set(name, value),
      all: () => Object.fromEntries(checkpoints),
    },
    async readMedia({ url }) {
      read.push(url)
      return media[url] ?? Promise.reject(new Error(`no medium ${url}`))
    },
    signal: never,
  }
  return { tools, checkpoints, read }
}

export async function metaWorld(options: Partial<MetaPlatformOptions> = {}) {
  const clock = { offsetMs: 0 }
  const emulator = await startMetaEmulator(temporaryFolder(), () => new Date(Date.now() + clock.offsetMs))
  onTestFinished(() => emulator.close())
  const port = createMetaPlatform({
    baseUrl: emulator.url,
    timeoutMs: 2000,
    credentials: emulatedMetaCredentials,
    pollMs: 10,
    ...options,
  })
  return { emulator, port, clock }
}

const NAMES: Record<MetaKind, string> = { page: 'demo', instagram: 'ig-demo', ads: 'ads-demo' }

export function postOf(kind: MetaKind, more: Partial<Post> = {}): Post {
  const account: PlatformAccount = { tenantId: 'tenant', account: NAMES[kind], kind }
  const ad = { budgetMinor: 5000, currency: 'EUR', audience: { ageRange: [25, 44], interests: ['Coffee'] } } as const
  return { actionId: 'act-1', account, text: 'Read this', media: [], ...(kind === 'ads' ? ad : {}), ...more }
}
