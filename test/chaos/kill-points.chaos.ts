// Fourteen points, three adapters, a hundred deaths each: `npm run chaos`.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChaosWorld, openChaosWorld } from './chaos-world.ts'
import { fateTable, runsAtPoints } from './kill-points/fate-table.ts'
import { fourteenPoints } from './kill-points/fourteen-points.ts'

const RUNS = 100
/** Each with two workers, of which one dies every second. */
const STRANDS = 3

let world: ChaosWorld
beforeAll(async () => {
  world = await openChaosWorld()
})
afterAll(() => world.close())

it(`an action whose worker is killed at any of fourteen points is published at most once and not lost, ${RUNS} times`, async () => {
  const { killed, kills } = await fourteenPoints(world, RUNS, STRANDS)
  console.log(`${killed.length} actions under ${kills} SIGKILLs\n${fateTable(killed)}`)
  expect(runsAtPoints(killed)).toEqual(Array.from({ length: 14 * 3 }, () => RUNS))
})
