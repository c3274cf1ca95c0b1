// The knobs of the emulated platforms that the demo turns, and the count that it trusts.
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { Platform } from '#domain/action/action-status.ts'
import { Post } from './demo-record.ts'

export interface DemoPlatforms {
  /** All that they really accepted, each in order. */
  published(): Promise<Post[]>
  /** Those of one account. */
  publishedOn(channel: DemoChannel): Promise<Post[]>
  /** The next post of the account is accepted and answered that much later. */
  delayNext(channel: DemoChannel, ms: number): Promise<void>
  /** The next post of the account is accepted, and the connection cut before the answer. */
  loseNextAnswer(channel: DemoChannel): Promise<void>
  /** Resolves with the number of posts of the account once there is one. */
  posted(channel: DemoChannel): Promise<number>
}

export interface DemoChannel {
  platform: Platform
  account: string
}

/** Where the emulators have them. */
const PATHS: Record<Platform, string> = { TWITTER: 'x', META: 'meta', LINKEDIN: 'linkedin', MOCK: 'mock' }

export function openDemoPlatforms(url: string, signal: AbortSignal): DemoPlatforms {
  const list = async (path: string, query = '') => {
    const response = await fetch(`${url}/${path}/_emulator/published${query}`, { signal })
    return z.object({ data: z.array(Post) }).parse(await response.json()).data
  }
  const fault = async ({ platform, account }: DemoChannel, what: object) => {
    const response = await fetch(`${url}/${PATHS[platform]}/_emulator/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...what, times: 1, match: { account } }),
      signal,
    })
    if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
  }
  const publishedOn = ({ platform, account }: DemoChannel) =>
    list(PATHS[platform], `?account=${encodeURIComponent(account)}`)
  return {
    publishedOn,
    published: async () => (await Promise.all(Object.values(PATHS).map(path => list(path)))).flat(),
    delayNext: (channel, ms) => fault(channel, { fault: 'delay', ms }),
    loseNextAnswer: channel => fault(channel, { fault: 'commit_then_drop' }),
    async posted(channel) {
      for (;;) {
        const { length } = await publishedOn(channel)
        if (length > 0) return length
        await delay(100, undefined, { signal })
      }
    },
  }
}
