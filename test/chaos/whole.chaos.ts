// The whole of it, one after the other: `npm run chaos`.
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

describe('200 campaigns are finished, each stage and each post once, after', () => {
  let world: ChaosWorld
  beforeAll(async () => {
    world = await openChaosWorld()
  })
  afterAll(() => world.close())

  const survives = (what: string, run: (scenario: Scenario) => Promise<ChaosResult>) =>
    it(what, async () => {
      const scenario = await world.open()
      try {
        console.log(what, JSON.stringify(await run(scenario)))
      } finally {
        await scenario.close()
      }
    })

  survives('SIGKILL of all workers, 15 times', scenario =>
    killWorkers(scenario, { campaigns: 200, strikes: 15, withinMs: 90_000 }),
  )
  survives('FLUSHALL', scenario => flushRedis(scenario, { campaigns: 200, strikes: 1, withinMs: 30_000 }))
  survives('four FLUSHALLs', scenario => flushRedis(scenario, { campaigns: 200, strikes: 4, withinMs: 30_000 }))
  survives('a fast restart of Postgres', scenario =>
    restartPostgres(scenario, { campaigns: 200, strikes: 1, withinMs: 30_000 }, 'SIGINT'),
  )
  survives('three immediate restarts of Postgres', scenario =>
    restartPostgres(scenario, { campaigns: 200, strikes: 3, withinMs: 60_000 }, 'SIGQUIT'),
  )
  survives('60 s without Redis', scenario =>
    stopRedis(scenario, { campaigns: 200, strikes: 1, withinMs: 60_000 }, 60_000),
  )
  survives('workers frozen for 3 to 9 s, six times', scenario =>
    freezeWorkers(scenario, { campaigns: 200, strikes: 6, withinMs: 60_000 }),
  )
  // What the sweep handed out and lost holds one of the two places of its account for 5 s, and 10 s when it is lost again: 30
  // posts on each of two accounts take over a minute.
  survives('half of all fast paths lost', scenario =>
    loseFastPaths(scenario, { campaigns: 30, strikes: 1, withinMs: 180_000 }),
  )
  survives('ten rolling restarts', scenario =>
    rollingRestart(scenario, { campaigns: 400, strikes: 10, withinMs: 60_000 }),
  )
  survives('workers killed while they send', scenario =>
    killWhileSending(scenario, { campaigns: 20, strikes: 1, withinMs: 120_000 }),
  )
})
