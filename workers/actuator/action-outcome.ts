// What a handler of an action's step may say became of it.
import type { ActionCommand } from '#domain/action/decide.ts'

export type ActionOutcome =
  /** Decided and recorded together with the closing of the step. */
  | { kind: 'command'; command: ActionCommand; mediaSha256?: string[] }
  /** Not now: kept, due again later, nothing happened to the action. */
  | { kind: 'put_off'; why: string; delayMs: number }
  /** Nothing to do. */
  | { kind: 'close' }
  /** The handler has recorded it itself, and the step is gone or put off. */
  | { kind: 'done'; what: string }
