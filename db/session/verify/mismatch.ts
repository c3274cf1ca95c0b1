// The first thing that does not match, in plain words.

export class Mismatch extends Error {
  /** @param object what it is: an object's key, or a row by what it is of */
  constructor(object: string, expected: string, found: string) {
    super(`${object}: expected ${expected}, found ${found}`)
    this.name = 'Mismatch'
  }
}
