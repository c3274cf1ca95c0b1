// Tokens that were verified lately: the same one is not verified again while the issuer's keys are those it was verified with.
import { hash } from 'node:crypto'
import type { Caller } from './caller.ts'

export interface Remembered {
  caller: Caller
  /** Seconds since 1970. */
  expiresAtS: number
  /** When the keys were fetched that it was verified with. */
  keysOf: number
}

export interface CallerMemory {
  /** @param keysOf of the keys in force; undefined: they are to be fetched again, and nothing counts until then */
  recall(token: string, keysOf: number | undefined): Caller | undefined
  keep(token: string, remembered: Remembered): void
}

/** @param toleranceS as it is granted when a token is verified */
export function rememberCallers({ max, toleranceS }: { max: number; toleranceS: number }): CallerMemory {
  const known = new Map<string, Remembered>()
  return {
    recall(token, keysOf) {
      const found = known.get(keyOf(token))
      if (found === undefined || found.keysOf !== keysOf) return undefined
      return found.expiresAtS > Math.floor(Date.now() / 1000) - toleranceS ? found.caller : undefined
    },
    keep(token, remembered) {
      const [oldest] = known.keys()
      if (known.size >= max && oldest !== undefined) known.delete(oldest)
      known.set(keyOf(token), remembered)
    },
  }
}

/** A heap dump must not hold what one can log in with. */
const keyOf = (token: string) => hash('sha256', token, 'base64')
