// What a handler of a session's step may say became of it.
import type { Made } from '#db/session/session-record.ts'
import type { SessionCommand } from '#domain/session/decide.ts'

export type SessionOutcome =
  /** Decided on the session and recorded; the step is closed unless `keep` says when it tries again. */
  | { kind: 'command'; command: SessionCommand; made?: Made; keep?: { delayMs: number; hold: string } }
  /** Nothing happened to the session. */
  /** counted: it was tried and failed, and is not tried for ever. */
  | { kind: 'put_off'; why: string; delayMs: number; hold?: string; counted?: true }
  /** There is nothing to do any more, and nothing to say about it. */
  | { kind: 'close'; why: string }
