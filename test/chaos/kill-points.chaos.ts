// Fourteen points, three adapters, a hundred deaths each, and workers that stand still: `npm run chaos`.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ActionFate } from './actions/action-fates.ts'
import { type ChaosWorld, openChaosWorld } from './chaos-world.ts'
import { fateTable, runsAtPoints } from './kill-points/fate-table.ts'
import { fourteenPoints } from './kill-points/fourteen-points.ts'
import { pausesAtPoints } from './kill-points/pauses-at-points.ts'

const RUNS = 100
/** Side by side: some kill while others wait for repairs. */
const STRANDS = 4
/** Longer than it takes to prove absence: deadline, dead man, quiet period and three probes. */
const PAUSE_MS = 25_000

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

it('nor is one published twice or lost whose worker stands still before, while or after it sends', async () => {
  const paused = await pausesAtPoints(world, PAUSE_MS)
  for (const [when, fates] of Object.entries(paused)) console.log(when, JSON.stringify(counted(fates)))
})

function counted(fates: readonly ActionFate[]): Record<string, number> {
  const groups = Map.groupBy(fates, ({ fate, platform }) => `${platform} ${fate}`)
  return Object.fromEntries([...groups].map(([name, group]) => [name, group.length]))
}
