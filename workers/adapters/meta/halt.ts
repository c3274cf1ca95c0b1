// Ends a preparation from deep within, with what it has come to.
import type { ActionError } from '#domain/action/action.ts'
import type { Prepared } from '#domain/ports/platform.ts'

export class Halt extends Error {
  readonly prepared: Prepared
  constructor(prepared: Prepared) {
    super(`the preparation ends: ${prepared.kind}`)
    this.name = 'Halt'
    this.prepared = prepared
  }
}

/** What we refuse ourselves, because Meta would. */
export function refuse(code: string, message: string, more: Partial<ActionError> = {}): Halt {
  return new Halt({ kind: 'refused', error: { code, message, retryable: false, ...more } })
}
