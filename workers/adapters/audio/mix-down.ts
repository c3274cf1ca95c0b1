// Several channels → one.

/** @returns their mean, or the loudest of them where they cancel each other: a balanced microphone wired as stereo */
export function mixDown(channels: readonly Float32Array[]): Float32Array {
  const [first, ...others] = channels
  if (first === undefined) return new Float32Array()
  if (others.length === 0) return first
  const mean = new Float32Array(first.length)
  for (const channel of channels)
    for (let at = 0; at < mean.length; at++) mean[at] = (mean[at] ?? 0) + (channel[at] ?? 0) / channels.length
  const loudest = channels.reduce((one, other) => (energy(other) > energy(one) ? other : one))
  // One live channel of n leaves 1/n² of its energy in the mean; well below that, they cancel.
  return energy(mean) < energy(loudest) / (2 * channels.length) ** 2 ? loudest : mean
}

function energy(samples: Float32Array): number {
  let sum = 0
  for (let at = 0; at < samples.length; at++) sum += (samples[at] ?? 0) ** 2
  return sum
}
