// Ten minutes of deploys, a deploy every 20 s: `npm run chaos -- deploys.chaos`. DEPLOYS_FOR_S makes it shorter.
import { expect, it } from 'vitest'
import { openChaosWorld } from './chaos-world.ts'
import { steadyDeploys } from './deploys/steady-deploys.ts'

it('three workers restarted one after the other every 20 s under load lose nothing, repeat nothing, leave no outcome unknown', async () => {
  const forMs = Number(process.env.DEPLOYS_FOR_S ?? 600) * 1000
  expect(forMs).toBeGreaterThan(0)
  const world = await openChaosWorld()
  try {
    const scenario = await world.open()
    const size = { workers: 3, forMs, everyMs: 20_000, withinMs: 180_000 }
    console.log('deploys', JSON.stringify(await steadyDeploys(scenario, size), undefined, 1))
  } finally {
    await world.close()
  }
})
