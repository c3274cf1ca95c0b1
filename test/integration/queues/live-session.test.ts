import { afterAll, beforeAll, describe, inject } from 'vitest'
import { openRedis } from '#queues/redis/open-redis.ts'
import { createLiveSessions } from '#queues/session/live-session.ts'
import { liveSessionsContract } from '#test/contract/live-sessions.contract.ts'
import { testPrefix } from '#test/support/test-database.ts'

const redis = openRedis(inject('backing').REDIS_URL ?? '', { name: 'live-session-test', onError: () => {} })
beforeAll(async () => {
  await redis.ping() // until it is ready it is not asked
})
afterAll(() => redis.disconnect())
const live = createLiveSessions(redis, testPrefix(), 86_400)
const keysOf = (id: string) => redis.keys(`*{${id}}*`)

describe('a live session on one Redis', () => liveSessionsContract(() => ({ redis, live, keysOf })))
