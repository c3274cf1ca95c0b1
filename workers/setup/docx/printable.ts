// Words of an uploaded file as they may be kept and shown: without control characters, well-formed, not too long.
export function printable(text: string, most = 300): string {
  return text
    .replace(/\p{Cc}/gu, '')
    .slice(0, most)
    .toWellFormed()
}
