// Whoever may look at the board, and how the board knows.
import type { Actor } from '#domain/actor.ts'

export interface Operator extends Actor {
  /** Those that make a difference on the board. */
  scopes: readonly string[]
  /** A session is a browser's and needs protection from other pages; a bearer token is sent on purpose. */
  by: 'bearer' | 'session'
}

/** What a request to the board carries along. */
export interface BoardEnv {
  Variables: { operator: Operator }
}
