// A sample of `kill-points.chaos.ts`, small enough for `npm test`.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChaosWorld, openChaosWorld } from './chaos-world.ts'
import { fateTable } from './kill-points/fate-table.ts'
import { ADAPTERS, fourteenPoints } from './kill-points/fourteen-points.ts'
import { KILL_POINTS } from './kill-points/kill-point.ts'

const RUNS = Number(process.env.KILL_RUNS ?? 1)

let world: ChaosWorld
beforeAll(async () => {
  world = await openChaosWorld()
})
afterAll(() => world.close())

it('an action whose worker is killed at any of fourteen points is published at most once and not lost', {
  timeout: 900_000,
}, async () => {
  const since = Date.now()
  const { killed, kills } = await fourteenPoints(world, RUNS, 2)
  console.log(kills, Date.now() - since, `\n${fateTable(killed)}`)
  const wanted = KILL_POINTS.flatMap(({ name }) => ADAPTERS.map(adapter => `${name} ${adapter}`))
  for (const each of wanted)
    expect(killed.filter(({ point, platform }) => `${point} ${platform}` === each).length).toBeGreaterThanOrEqual(RUNS)
})
