// A sample of `kill-points.chaos.ts`, small enough for `npm test`: each point once for each adapter.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ChaosWorld, openChaosWorld } from './chaos-world.ts'
import { runsAtPoints } from './kill-points/fate-table.ts'
import { fourteenPoints } from './kill-points/fourteen-points.ts'

let world: ChaosWorld
beforeAll(async () => {
  world = await openChaosWorld()
})
afterAll(() => world.close())

it('an action whose worker is killed at any of fourteen points is published at most once and not lost', {
  timeout: 500_000,
}, async () => {
  const { killed } = await fourteenPoints(world, 1, 2)
  expect(runsAtPoints(killed)).toEqual(Array.from({ length: 14 * 3 }, () => 1))
})
