// The API's half: campaigns are created, started, and their first step is handed out.

import { randomUUIDv7 as uuid } from 'node:crypto'
import { openLedger } from '#db/ledger.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { openRedis } from '#queues/redis/open-redis.ts'
import { createTouchPublisher } from '#queues/touched.ts'
import { ACCOUNTS, BRIEF, CHANNEL, type Place, PREFIX } from './contestant.ts'

const CLIENT = { sub: 'bench', principal: 'service' } as const

export interface Asker {
  /** Resolves when it is in the ledger. @param id of the campaign */
  ask(id: string, tenantId: string): Promise<void>
  close(): Promise<void>
}

export function openAsker(place: Pick<Place, 'databaseUrl' | 'redisUrl'>): Asker {
  const redis = openRedis(place.redisUrl, { name: 'bench', onError: console.error })
  const dispatcher = createDispatcher({ redis, prefix: PREFIX, onError: console.error })
  const touch = createTouchPublisher(redis, PREFIX)
  const underWay = new Set<Promise<unknown>>()
  const ledger = openLedger({
    databaseUrl: place.databaseUrl,
    accounts: ACCOUNTS,
    hint: (steps, touched) => {
      const handedOut = dispatcher.dispatch(steps.map(step => ({ ...step, run: 1 })))
      underWay.add(handedOut)
      void handedOut.finally(() => underWay.delete(handedOut))
      touch(touched)
    },
  })
  return {
    async ask(id, tenantId) {
      const input = {
        ...{ id, tenantId, executionId: uuid(), brief: BRIEF, channels: [CHANNEL] },
        ...{ metadata: {}, maxRetries: 3, start: true },
      }
      await ledger.campaigns.create([input], { actor: CLIENT })
    },
    async close() {
      await Promise.all(underWay)
      await dispatcher.close()
      redis.disconnect()
      await ledger.close()
    },
  }
}
