// 32 racers on one action, 500 times each: `npm run chaos`.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ActionRaces, openActionRaces, RACERS } from '#test/support/action-races.ts'
import { brokenChains } from '#test/support/campaign-proof.ts'
import { type ChaosWorld, openChaosWorld, type Scenario } from './chaos-world.ts'

const ROUNDS = 500

describe(`of ${RACERS} racers one wins, ${ROUNDS} times`, () => {
  let world: ChaosWorld
  let scenario: Scenario
  let races: ActionRaces
  beforeAll(async () => {
    world = await openChaosWorld()
    scenario = await world.open()
    races = await openActionRaces(scenario)
  })
  afterAll(async () => {
    expect(await brokenChains(scenario)).toEqual([])
    await races.close()
    await scenario.close()
    await world.close()
  })

  const wins = (what: string, sides: readonly string[], race: (round: number) => Promise<string>) =>
    it(what, async () => {
      const won: Record<string, number> = {}
      for (let round = 0; round < ROUNDS; round++) {
        const winner = await race(round)
        won[winner] = (won[winner] ?? 0) + 1
      }
      console.log(what, JSON.stringify(won))
      expect(Object.keys(won).sort()).toEqual(sides)
    })

  wins('a claim', ['claimed'], () => races.claim())
  wins('approve against reject', ['approved', 'rejected'], () => races.decide())
  wins('cancel against execute, and nothing cancelled was posted', ['cancelled', 'sent'], round =>
    races.cancel((round % 10) * 40),
  )
})
