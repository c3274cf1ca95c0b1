// The knobs of the emulated MOCK platform that the demo turns, and the count that it trusts.
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { Post } from './demo-record.ts'

export interface DemoPlatform {
  /** All that it really accepted, or those of one account, in order. */
  published(account?: string): Promise<Post[]>
  /** The next post of the account is accepted and answered that much later. */
  delayNext(account: string, ms: number): Promise<void>
  /** Resolves with the number of posts of the account once there is one. */
  posted(account: string): Promise<number>
}

export function openDemoPlatform(url: string, signal: AbortSignal): DemoPlatform {
  const published: DemoPlatform['published'] = async account => {
    const query = account === undefined ? '' : `?account=${encodeURIComponent(account)}`
    const response = await fetch(`${url}/mock/_emulator/published${query}`, { signal })
    return z.object({ data: z.array(Post) }).parse(await response.json()).data
  }
  return {
    published,
    async delayNext(account, ms) {
      const response = await fetch(`${url}/mock/_emulator/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ fault: 'delay', ms, times: 1, match: { account } }),
        signal,
      })
      if (!response.ok) throw new Error(`the emulator answered ${response.status}: ${await response.text()}`)
    },
    async posted(account) {
      for (;;) {
        const { length } = await published(account)
        if (length > 0) return length
        await delay(100, undefined, { signal })
      }
    },
  }
}
