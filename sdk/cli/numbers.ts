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
