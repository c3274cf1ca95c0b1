// A list of words as a piece of a regular expression.
/** Words are letters and spaces. The longest first, so that "due on" is not read as "due" with a day that begins with "on". */
export function anyOf(words: readonly string[]): string {
  return `(?:${words.toSorted((a, b) => b.length - a.length).join('|')})`
}
