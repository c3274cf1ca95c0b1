// Behind a transaction pooler no connection may be told who it is: each role has a login of its own there.
import type { Role } from './open-pool.ts'

/** `mandate_app` as worker: `mandate_app_worker`; db:migrate makes them. */
export function pooledLogin(login: string, role: Role): string {
  return `${login}_${role.replace(/^mandate_/, '')}`
}
