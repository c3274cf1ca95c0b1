// The public keys that checkpoints of the trail are signed with.
import type { JsonObject } from '../audit-entry.ts'

export interface AuditKeys {
  /** Keys in force and retired ones, as a JSON Web Key Set (RFC 7517); never a private member. */
  jwks(): Promise<{ keys: JsonObject[] }>
}
