// The place of what is believed about each arm: normal beliefs that lean on the mean of all arms while they know little.

export interface Observation {
  readonly arm: string
  /** In [0, 1]. */
  readonly reward: number
  /** In (0, 1]: how much of a full observation it is. */
  readonly weight: number
}

export interface Belief {
  readonly arm: string
  readonly mean: number
  readonly deviation: number
  /** Weight of what was observed of this arm. */
  readonly observed: number
}

/** Before anything is known: how much rewards of one arm scatter, and how far arms lie apart. Worth three observations each. */
const PRIOR = { mean: 0.3, withinDeviation: 0.1, betweenDeviation: 0.1, weight: 3 }

/** One belief for each arm, observed or not, in the order of `arms`. */
export function armBeliefs(arms: readonly string[], observations: readonly Observation[]): Belief[] {
  const sums = new Map(arms.map(arm => [arm, { weight: 0, reward: 0, square: 0 }]))
  for (const { arm, reward, weight } of observations) {
    const sum = sums.get(arm)
    if (sum === undefined) continue
    sum.weight += weight
    sum.reward += weight * reward
    sum.square += weight * reward * reward
  }
  const seen = [...sums.values()].filter(sum => sum.weight > 0).map(sum => ({ ...sum, mean: sum.reward / sum.weight }))
  const centre = seen.length === 0 ? PRIOR.mean : average(seen.map(sum => sum.mean))
  const within = pooled(
    seen.map(sum => Math.max(0, sum.square - sum.weight * sum.mean ** 2)),
    total(seen.map(sum => sum.weight)),
    PRIOR.withinDeviation,
  )
  const between = pooled(
    seen.map(sum => (sum.mean - centre) ** 2),
    seen.length,
    PRIOR.betweenDeviation,
  )
  return [...sums].map(([arm, sum]) => {
    const precision = 1 / between + sum.weight / within
    return {
      arm,
      mean: (centre / between + sum.reward / within) / precision,
      deviation: Math.sqrt(1 / precision),
      observed: sum.weight,
    }
  })
}

/** A variance from squared distances, held in place by the prior while there are few. */
function pooled(squares: readonly number[], weight: number, priorDeviation: number): number {
  return (total(squares) + PRIOR.weight * priorDeviation ** 2) / (weight + PRIOR.weight)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function average(values: readonly number[]): number {
  return total(values) / values.length
}
