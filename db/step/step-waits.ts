// Open steps as one JSON column: what a subject waits for.

export interface StepWait {
  kind: string
  attempt: number
  run: number
  dueAt: string
  hold: string | null
}

/** An SQL aggregate over steps of that alias. */
export const stepWaitsJson = (
  alias: string,
) => `json_agg(json_build_object('kind', ${alias}.kind, 'attempt', ${alias}.attempt,
    'run', ${alias}.run, 'dueAt', ${alias}.due_at, 'hold', ${alias}.hold) ORDER BY ${alias}.due_at)`

export function toStepWaits(waits: StepWait[] | null) {
  return (waits ?? []).map(({ hold, dueAt, ...wait }) => ({
    ...wait,
    dueAt: new Date(dueAt),
    ...(hold === null ? {} : { hold }),
  }))
}
