// How hard a scenario strikes, and what it has to tell.
export interface ChaosSize {
  campaigns: number
  /** How often the fault strikes. */
  strikes: number
  /** Bound on the time from the last strike to the last campaign. */
  withinMs: number
}

export interface ChaosResult {
  /** From the last strike until all were settled, milliseconds. */
  settledMs: number
  note?: Record<string, unknown>
}
