// Chance that can be repeated: the same words always choose the same.
import { createHash } from 'node:crypto'

/** Index from 0 to `count - 1`, evenly spread over seeds. */
export function pickIndex(seed: string, count: number): number {
  return createHash('sha256').update(seed).digest().readUInt32BE(0) % count
}
