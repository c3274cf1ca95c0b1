// Numbers on the command line.
import { InvalidArgumentError } from 'commander'

/** @returns a parser of whole numbers from 1 to `most` */
export function atMost(most: number) {
  return (text: string): number => {
    const number = Number(text)
    if (!Number.isInteger(number) || number < 1 || number > most)
      throw new InvalidArgumentError(`a whole number from 1 to ${most} is wanted.`)
    return number
  }
}

/** In milliseconds; the longest that a timer of Node takes, 24 days: who gives no deadline, waits. */
const LONGEST_MS = 2_147_483_647
export const LONGEST_S = Math.floor(LONGEST_MS / 1000)

/** @param seconds of `--timeout` */
export const timeoutMsOf = (seconds: number | undefined): number =>
  seconds === undefined ? LONGEST_MS : Math.min(LONGEST_MS, seconds * 1000)
