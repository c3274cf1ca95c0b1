// One link of a subject's audit chain.
import type { Actor } from './actor.ts'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** What is known of an entry before it is chained. */
export interface AuditDraft {
  actor: Actor
  action: string
  details: JsonObject
}

export interface AuditEntry extends AuditDraft {
  /** 1, 2, 3 … for each subject, without holes. */
  seq: number
  /** RFC 3339 UTC with milliseconds. */
  at: string
  subject: string
  /** Hex SHA-256 of the entry before; 64 zeros for the first. */
  prevHash: string
  /** Hex SHA-256 over the canonical JSON (RFC 8785) of all the above. */
  hash: string
}

/** The end of a chain, kept on the subject's row. */
export interface AuditHead {
  seq: number
  hash: string
}

export const EMPTY_CHAIN: AuditHead = { seq: 0, hash: '0'.repeat(64) }
