// The place where Thompson sampling chooses: each belief is drawn from once, the best draw wins.
import type { Belief } from './arm-beliefs.ts'
import type { SeededRandom } from './seeded-random.ts'

/** The arm with the best draw. Equal beliefs are chosen equally often over seeds. */
export function chooseArm(beliefs: readonly Belief[], random: SeededRandom): string {
  let best = { arm: '', draw: Number.NEGATIVE_INFINITY }
  for (const { arm, mean, deviation } of beliefs) {
    const draw = mean + deviation * random.normal()
    if (draw > best.draw) best = { arm, draw }
  }
  return best.arm
}

/** How often each arm wins, over `rounds` draws; adds up to 1. */
export function winningShares(beliefs: readonly Belief[], random: SeededRandom, rounds: number): Map<string, number> {
  const wins = new Map(beliefs.map(({ arm }) => [arm, 0]))
  for (let round = 0; round < rounds; round++) {
    const arm = chooseArm(beliefs, random)
    wins.set(arm, (wins.get(arm) ?? 0) + 1)
  }
  return new Map([...wins].map(([arm, count]) => [arm, count / rounds]))
}
