// How loud a recording is where somebody may speak, and how loud where nobody does.
import { levelOf } from './frames.ts'

export interface Loudness {
  /** The energy of its louder frames. */
  loud: number
  /** The energy of its quieter frames, but for those of bare zeros. */
  quiet: number
}

/** @returns undefined where nothing stands out: it may be noise from end to end, or speech */
export function loudness(frames: readonly Int16Array[]): Loudness | undefined {
  const audible = frames
    .map(levelOf)
    .filter(level => level > 0)
    .sort((one, other) => one - other)
  const quiet = audible[Math.floor(audible.length * SHARE)]
  const loud = audible[Math.floor(audible.length * (1 - SHARE))]
  if (quiet === undefined || loud === undefined || quiet * STANDS_OUT > loud) return undefined
  return { loud, quiet }
}

const SHARE = 0.05
/** 10 dB: speech without a single pause in it varies less. */
const STANDS_OUT = 10 ** (10 / 10)
