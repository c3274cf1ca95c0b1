// Times as the Graph API writes them: whole seconds, `+0000` for UTC.

export function graphTime(iso: string): string {
  return new Date(iso).toISOString().replace(/\.\d{3}Z$/, '+0000')
}
