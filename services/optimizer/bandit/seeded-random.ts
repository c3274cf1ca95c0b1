// The place of repeatable chance: the same seed gives the same draws on every machine.
import { createHash } from 'node:crypto'

export interface SeededRandom {
  /** In [0, 1). */
  uniform(): number
  /** Mean 0, deviation 1. */
  normal(): number
}

export function createSeededRandom(seed: string): SeededRandom {
  let block = 0
  let at = 0
  let digest = Buffer.alloc(0)
  const uniform = () => {
    if (at + 4 > digest.length) {
      digest = createHash('sha256').update(`${seed}#${block++}`).digest()
      at = 0
    }
    at += 4
    return digest.readUInt32BE(at - 4) / 2 ** 32
  }
  return {
    uniform,
    // Box and Muller; 1 - u, for the logarithm of 0 is nothing to draw from.
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  }
}
