// The whole of what is done to sessions: `npm run chaos`.
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type ChaosWorld, openChaosWorld } from './chaos-world.ts'
import { EVERY_DEATH } from './sessions/finalize-points.ts'
import { hurtRecordings } from './sessions/hurt-recordings.ts'
import { killFinalize } from './sessions/kill-finalize.ts'
import { killWhileRecording } from './sessions/kill-while-recording.ts'
import { longSession } from './sessions/long-session.ts'
import { openSessionScenario, type SessionScenario } from './sessions/session-scenario.ts'

let world: ChaosWorld
beforeAll(async () => {
  world = await openChaosWorld()
})
afterAll(() => world.close())

describe('what was acknowledged is in the sealed document, and what is missing is named, whatever becomes of', () => {
  const survives = (what: string, run: (scenario: SessionScenario) => Promise<object>) =>
    it(what, async () => {
      const scenario = await openSessionScenario(world)
      try {
        console.log(what, JSON.stringify(await run(scenario)))
      } finally {
        await scenario.close()
      }
    })

  survives('chunks, connections, workers, Redis and core, of 30 sessions', scenario =>
    hurtRecordings(scenario, { sessions: 30, chunks: 60, reconnects: 10, workers: 2, kills: 3, withinMs: 300_000 }),
  )
  survives('the API and workers, killed five times while 20 sessions are recorded', scenario =>
    killWhileRecording(scenario, { sessions: 20, chunks: 60, kills: 5, apiKills: 5, withinMs: 300_000 }),
  )
  survives('a worker that finalizes, killed at each point in each way', scenario =>
    killFinalize(scenario, EVERY_DEATH, 300_000),
  )
})

describe('three hours', () => {
  it('are sealed by reference, and no process is above 300 MB', () =>
    longSession(world, { chunks: 3600, textBytes: 8192, memoryMb: 300 }))
})
