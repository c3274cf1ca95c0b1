// A sample of what is done to sessions, small enough for `npm test`; the whole, a killed API included, is `npm run chaos`.
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type ChaosWorld, openChaosWorld } from './chaos-world.ts'
import { EACH_MAKING } from './sessions/finalize-points.ts'
import { hurtRecordings } from './sessions/hurt-recordings.ts'
import { killFinalize } from './sessions/kill-finalize.ts'
import { openSessionScenario, type SessionScenario } from './sessions/session-scenario.ts'

let world: ChaosWorld
beforeAll(async () => {
  world = await openChaosWorld()
})
afterAll(() => world.close())

const survives = (what: string, run: (scenario: SessionScenario) => Promise<object>) =>
  it(what, { timeout: 500_000 }, async () => {
    const scenario = await openSessionScenario(world)
    try {
      await run(scenario)
    } finally {
      await scenario.close()
    }
  })

// They wait for leases most of the time: side by side they fit in one minute. FLUSHALL empties the Redis of all of them.
describe.concurrent('what was acknowledged is in the sealed document, and what is missing is named, whatever becomes of', () => {
  survives('chunks, connections, workers, Redis and core', scenario =>
    hurtRecordings(scenario, { sessions: 1, chunks: 20, reconnects: 10, workers: 1, kills: 2, withinMs: 300_000 }),
  )
  survives('workers that finalize, killed while they make something', scenario =>
    killFinalize(scenario, EACH_MAKING, 300_000),
  )
})
