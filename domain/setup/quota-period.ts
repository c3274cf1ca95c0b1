// The months that transcription is counted by, in UTC.

/** @returns `YYYY-MM`, as used seconds are kept under */
export function quotaPeriod(now: Date): string {
  return now.toISOString().slice(0, 7)
}

/** When the next month begins. */
export function quotaResetsAt(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
}
