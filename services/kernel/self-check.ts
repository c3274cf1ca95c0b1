// A check that a service makes of itself by calling its own routes, and how all of them are run.
export type SelfCall = (path: string, body: unknown) => Promise<unknown>

export interface SelfCheck {
  name: string
  /** `call` posts `body` as JSON (a FormData: as multipart; undefined: gets) and resolves to the JSON of a 2xx answer; it throws on anything else. */
  run(call: SelfCall): Promise<{ ok: boolean; expected: unknown; got: unknown }>
}

export interface CheckResult {
  name: string
  ok: boolean
  expected: unknown
  got: unknown
  ms: number
}

/** Runs them one after another, for one may rest on what another left; a thrown error is a red check. */
export async function runSelfChecks(checks: readonly SelfCheck[], call: SelfCall): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const check of checks) {
    const startedAt = performance.now()
    const outcome = await outcomeOf(check, call)
    results.push({ name: check.name, ...outcome, ms: Math.round(performance.now() - startedAt) })
  }
  return results
}

async function outcomeOf(check: SelfCheck, call: SelfCall): Promise<{ ok: boolean; expected: unknown; got: unknown }> {
  try {
    const { ok, expected, got } = await check.run(call)
    return { ok, expected, got }
  } catch (error) {
    return {
      ok: false,
      expected: 'an answer of its own route',
      got: error instanceof Error ? error.message : String(error),
    }
  }
}
