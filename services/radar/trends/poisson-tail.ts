// How surprising a count is.

/** The chance of at least `count` events where `expected` are expected (Poisson). */
export function poissonTail(count: number, expected: number): number {
  if (count <= 0) return 1
  if (expected <= 0) return 0
  // Summed from the tail's own first term: 1 minus the head would drown small chances in rounding.
  let term = Math.exp(-expected + count * Math.log(expected) - logFactorial(count))
  let sum = 0
  for (let n = count; term > 0 && (n < expected || term > sum * 1e-15); n += 1) {
    sum += term
    term *= expected / (n + 1)
  }
  return Math.min(1, sum)
}

function logFactorial(n: number): number {
  let sum = 0
  for (let factor = 2; factor <= n; factor += 1) sum += Math.log(factor)
  return sum
}
