// `Prefer: wait=N` (RFC 7240): a wish, so what can't be understood is ignored and more than the most is the most.

export const MAX_WAIT_SECONDS = 60

export function preferWait(header: string | undefined): number | undefined {
  if (header === undefined) return undefined
  const seconds = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,9})"?\s*(?:$|[,;])/i.exec(header)?.[1]
  return seconds === undefined ? undefined : Math.min(Number(seconds), MAX_WAIT_SECONDS)
}
