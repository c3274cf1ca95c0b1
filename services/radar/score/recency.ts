// How fresh a signal is.

/** 1 now, 0.5 after one half-life, never 0; what lies ahead counts as now. */
export function recency(publishedAtMs: number, nowMs: number, halfLifeMs: number): number {
  return 2 ** -(Math.max(0, nowMs - publishedAtMs) / halfLifeMs)
}
