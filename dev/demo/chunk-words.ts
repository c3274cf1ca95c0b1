// Sequence numbers as people say them.

/** `chunk 4`, `chunks 9 and 10`; each number once. */
export function chunkWords(numbers: readonly number[]): string {
  const each = [...new Set(numbers)]
  return `chunk${each.length === 1 ? '' : 's'} ${new Intl.ListFormat('en').format(each.map(String))}`
}

/** `1–2, 4`: from and to, both inclusive. */
export function rangeWords(ranges: readonly (readonly [number, number])[]): string {
  return ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ')
}
