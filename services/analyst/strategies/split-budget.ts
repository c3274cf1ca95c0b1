// Divides a whole number of minor units by weights, losing none.

/**
 * Parts in the order of the weights, adding up to exactly `totalMinor` (largest remainder; ties go to the first).
 * Weights that add up to nothing count as equal; no weights, no parts.
 */
export function splitBudget(totalMinor: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const shares = sum > 0 ? weights.map(weight => weight / sum) : weights.map(() => 1 / weights.length)
  const exact = shares.map(share => share * totalMinor)
  const parts = exact.map(Math.floor)
  const left = totalMinor - parts.reduce((all, part) => all + part, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
  // At most one unit each is left over; the loop also takes in what a float has swallowed of a very large sum.
  for (let unit = 0; unit < left; unit++) {
    const index = byRemainder[unit % byRemainder.length]?.index
    if (index !== undefined) parts[index] = (parts[index] ?? 0) + 1
  }
  return parts
}
