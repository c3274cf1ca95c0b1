// What a handler of an action's step may say became of it.
import type { ActionCommand } from '#domain/action/decide.ts'
import type { Hold } from '#domain/hold.ts'

export type ActionOutcome =
  /** Decided and recorded together with the closing of the step; `keep`: the step stays, due again then. */
  | { kind: 'command'; command: ActionCommand; mediaSha256?: string[]; keep?: { delayMs: number; hold?: Hold } }
  /** Not now: kept, due again later, nothing happened to the action. `opensInMs`: when its lane does, where that is known. */
  | { kind: 'put_off'; why: string; delayMs: number; hold?: Hold; opensInMs?: number }
  /** Nothing to do. */
  | { kind: 'close' }
  /** The handler has recorded it itself, and the step is gone or put off. */
  | { kind: 'done'; what: string }
