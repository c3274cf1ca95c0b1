// Turns and allowances with a hundred thousand waiting, as figures: `npm run chaos`.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allowanceUsed } from './allowance-used.ts'
import { type ChaosWorld, openChaosWorld, type Scenario } from './chaos-world.ts'
import { type FloodSize, fairTurns } from './fair-turns.ts'

let world: ChaosWorld
let scenario: Scenario
beforeAll(async () => {
  world = await openChaosWorld()
  scenario = await world.open()
  // Metrics of what is sent here would be due in the middle of it, and are another's matter.
  const env = { METRICS_SCHEDULE_S: '86400' }
  await Promise.all([scenario.spawn({ env }), scenario.spawn({ env })])
})
afterAll(async () => {
  await scenario.close()
  await world.close()
})

/** What another's first post may wait because of a flood. */
const BOUND_MS = 2000

const SIZES: FloodSize[] = [
  { waiting: 1, accounts: 1, answerMs: 0 },
  { waiting: 10_000, accounts: 1, answerMs: 0 },
  { waiting: 100_000, accounts: 1, answerMs: 0 },
  { waiting: 100_000, accounts: 1000, answerMs: 0 },
  { waiting: 100_000, accounts: 1000, answerMs: 500 },
]

describe('another tenant’s first post is not held back', () => {
  it.each(SIZES)('by $waiting waiting on $accounts accounts of a platform that takes $answerMs ms', async size => {
    const figures = await fairTurns(scenario, size)
    console.log(JSON.stringify(figures))
    expect(figures.worstMs - size.answerMs).toBeLessThan(BOUND_MS)
  })
})

describe('of what an account may send nearly all is used, and never more', () => {
  it.each([
    [100, 60, 3],
    [20, 10, 6],
    [5, 2, 20],
  ])('%i in %i s', async (count, seconds, windows) => {
    const figures = await allowanceUsed(scenario, { count, seconds }, windows)
    console.log(JSON.stringify(figures))
    expect(figures.most).toBe(count)
    expect(figures.usedPercent).toBeGreaterThan(90)
  })
})
