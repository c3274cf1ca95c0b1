// Open steps as one JSON column: what a subject waits for.

export interface StepWait {
  kind: string
  attempt: number
  run: number
  dueAt: string
  hold: string | null
}

/** An SQL aggregate over steps aliased `s`. */
export const STEP_WAITS_JSON = `json_agg(json_build_object(
    'kind', s.kind, 'attempt', s.attempt, 'run', s.run, 'dueAt', s.due_at, 'hold', s.hold) ORDER BY s.due_at)`

export function toStepWaits(waits: StepWait[] | null) {
  return (waits ?? []).map(({ hold, dueAt, ...wait }) => ({
    ...wait,
    dueAt: new Date(dueAt),
    ...(hold === null ? {} : { hold }),
  }))
}
