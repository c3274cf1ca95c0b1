// 2,000 actions in each storm: `npm run chaos`.
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type ChaosWorld, openChaosWorld } from './chaos-world.ts'
import { lostAnswers } from './storms/lost-answers.ts'
import { flushAllEvery, restartPostgresEvery } from './storms/outages.ts'
import { randomKills } from './storms/random-kills.ts'
import { randomPauses } from './storms/random-pauses.ts'
import { type StormSize, type Strikes, storm } from './storms/storm.ts'

describe('of 2,000 actions none is published twice and none is lost, and few come to a person, under', () => {
  let world: ChaosWorld
  beforeAll(async () => {
    world = await openChaosWorld()
  })
  afterAll(() => world.close())

  const survives = (what: string, strikes: Strikes, size: Partial<StormSize> = {}) =>
    it(what, async () => {
      const whole = { actions: 2000, publishMs: 500, quietMs: 3000, ...size }
      console.log(what, JSON.stringify(await storm(await world.open(), whole, strikes), undefined, 1))
    })

  survives('SIGKILL of either worker every 250 to 500 ms', randomKills)
  survives('SIGSTOP for 3 to 15 s, longer than the quiet period', randomPauses, { quietMs: 1000 })
  survives('SIGSTOP for 3 to 15 s, shorter than the quiet period', randomPauses, { quietMs: 20_000 })
  survives('FLUSHALL every 30 s', flushAllEvery(30_000), { publishMs: 1500 })
  survives('a restart of Postgres every 10 s', restartPostgresEvery(10_000), { publishMs: 1000 })
  survives('connections cut after the body', lostAnswers('commit_then_drop'), { publishMs: 0 })
  survives('500 after acceptance', lostAnswers('commit_then_500'), { publishMs: 0 })
})
