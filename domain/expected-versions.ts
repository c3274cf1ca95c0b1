// Which versions a change may have been made from: somebody else's is never overwritten unseen by who says what theirs was made from.

/** `any`: there is one at all. 0 stands for none as yet. */
export type ExpectedVersions = readonly number[] | 'any'

/** @param expected absent: whichever it is */
export function isExpected(version: number, expected: ExpectedVersions | undefined): boolean {
  if (expected === undefined) return true
  return expected === 'any' ? version > 0 : expected.includes(version)
}
