// The place of deterministic chance: the same words always choose the same.
import { createHash } from 'node:crypto'

/** Index from 0 to `count - 1`, evenly spread over seeds, the same for the same seed on every machine. */
export function pickIndex(seed: string, count: number): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % count
}

/** Endless numbers in [0, 1) from a seed, four bytes of a SHA-256 each. */
export function* seededNumbers(seed: string): Generator<number, never> {
  for (let block = 0; ; block++) {
    const digest = createHash('sha256').update(`${seed}#${block}`).digest()
    for (let at = 0; at < digest.length; at += 4) yield digest.readUInt32BE(at) / 2 ** 32
  }
}
