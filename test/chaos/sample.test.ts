// A sample of each chaos run, small enough for `npm test`; the whole is `npm run chaos`.
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { ChaosResult } from './chaos-size.ts'
import { type ChaosWorld, openChaosWorld, type Scenario } from './chaos-world.ts'
import { flushRedis } from './flush-redis.ts'
import { freezeWorkers } from './freeze-workers.ts'
import { killWhileSending } from './kill-while-sending.ts'
import { killWorkers } from './kill-workers.ts'
import { loseFastPaths } from './lose-fast-paths.ts'
import { restartPostgres } from './restart-postgres.ts'
import { rollingRestart } from './rolling-restart.ts'
import { stopRedis } from './stop-redis.ts'

let world: ChaosWorld
beforeAll(async () => {
  world = await openChaosWorld()
})
afterAll(() => world.close())

const survives = (what: string, run: (scenario: Scenario) => Promise<ChaosResult>) =>
  it(what, { timeout: 400_000 }, async () => {
    const scenario = await world.open()
    try {
      await run(scenario)
    } finally {
      await scenario.close()
    }
  })

// These hurt workers alone and wait for leases most of the time: side by side they fit in one minute.
describe.concurrent('campaigns are finished, each stage and each post once, whatever becomes of workers:', () => {
  survives('all killed at random points', scenario =>
    killWorkers(scenario, { campaigns: 20, strikes: 2, withinMs: 240_000 }),
  )
  survives('killed while they send', scenario =>
    killWhileSending(scenario, { campaigns: 5, strikes: 1, withinMs: 240_000 }),
  )
  survives('frozen for seconds', scenario => freezeWorkers(scenario, { campaigns: 20, strikes: 1, withinMs: 240_000 }))
  survives('half of their fast paths lost', scenario =>
    loseFastPaths(scenario, { campaigns: 3, strikes: 1, withinMs: 240_000 }),
  )
})

describe('campaigns are finished, each stage and each post once, after', () => {
  survives('FLUSHALL', scenario => flushRedis(scenario, { campaigns: 20, strikes: 1, withinMs: 180_000 }))
  survives('an immediate restart of Postgres', scenario =>
    restartPostgres(scenario, { campaigns: 20, strikes: 1, withinMs: 180_000 }, 'SIGQUIT'),
  )
  survives('10 s without Redis', scenario =>
    stopRedis(scenario, { campaigns: 15, strikes: 1, withinMs: 180_000 }, 10_000),
  )
  survives('rolling restarts', scenario => rollingRestart(scenario, { campaigns: 30, strikes: 2, withinMs: 180_000 }))
})
