// The place where two groups of engagement rates are compared, honestly: how far apart, how sure, and whether there is enough to say.

export interface Comparison {
  readonly ours: Summary
  readonly theirs: Summary
  /** Ours minus theirs, in rate. */
  readonly difference: number
  /** Half the width of the 95 % interval around it (Welch). */
  readonly margin: number
  /** 0 to 1: that the difference has the sign that it shows, damped while there are few; 0 when there is too little to compare. */
  readonly confidence: number
  readonly isEnough: boolean
}

export interface Summary {
  readonly count: number
  readonly mean: number
  readonly variance: number
}

/** Fewer on either side say nothing about how they scatter. */
export const FEWEST = 3
/** Confidence is halved at this many in the smaller group. */
const HALF_SURE_AT = 4
/** No observation of campaigns in the wild makes sure. */
const MOST_SURE = 0.95

export function compareRates(ours: readonly number[], theirs: readonly number[]): Comparison {
  const [one, other] = [summaryOf(ours), summaryOf(theirs)]
  const fewer = Math.min(one.count, other.count)
  const error = Math.sqrt(one.variance / Math.max(1, one.count) + other.variance / Math.max(1, other.count))
  const difference = one.mean - other.mean
  const isEnough = fewer >= FEWEST
  const sureOfSign = error === 0 ? (difference === 0 ? 0 : 1) : 2 * normalCdf(Math.abs(difference) / error) - 1
  const damped = sureOfSign * (fewer / (fewer + HALF_SURE_AT))
  return {
    ours: one,
    theirs: other,
    difference,
    margin: 1.96 * error,
    confidence: isEnough ? Math.min(MOST_SURE, damped) : 0,
    isEnough,
  }
}

export function summaryOf(values: readonly number[]): Summary {
  const count = values.length
  const mean = count === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { count, mean, variance: count < 2 ? 0 : squares / (count - 1) }
}

/** Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const tail = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return 1 - (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail
}
