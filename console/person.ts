// Who looks at the console, and what every page knows of them.
import type { Actor } from '#domain/actor.ts'
import type { Api } from './http/api.ts'
import type { Watch } from './http/open-line.ts'

export interface Person extends Actor {
  tenantId: string
  scopes: ReadonlySet<string>
  /** Every form carries it: a page of somebody else can't know it. */
  csrf: string
  /** When the sign-in is over. */
  expiresAt: Date
}

/** What a request to the console carries along once it is known who asks. */
export interface ConsoleEnv {
  Variables: { person: Person; api: Api; watch: Watch }
}

/** Scope `ops` looks at everything and changes nothing of a tenant. */
export const mayLook = (person: Person, scope: string) => person.scopes.has(scope) || person.scopes.has('ops')
export const may = (person: Person, scope: string) => person.scopes.has(scope)
