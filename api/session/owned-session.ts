// What `{id}` of a session route names: another tenant's is refused as such, which the contract wants to be heard.
import { MandateError } from '#domain/errors.ts'
import type { LoadedSession, SessionView, SessionWaits } from '#domain/ports/session-ledger.ts'
import type { Session } from '#domain/session/session.ts'
import type { Caller } from '../auth/caller.ts'
import type { Ports } from '../pipeline/ports.ts'

/** @throws MandateError TENANT_MISMATCH */
export async function viewedSession(ports: Ports, caller: Caller, id: string): Promise<SessionView | undefined> {
  return (await ports.sessions.view(caller.reader, id)) ?? foreign(ports, id)
}

/** @throws MandateError TENANT_MISMATCH */
export async function waitingSession(ports: Ports, caller: Caller, id: string): Promise<SessionWaits | undefined> {
  return (await ports.sessions.waits(caller.reader, id)) ?? foreign(ports, id)
}

/** @throws MandateError TENANT_MISMATCH */
export async function loadedSession(ports: Ports, caller: Caller, id: string): Promise<LoadedSession | undefined> {
  return own(caller, await ports.sessions.load(id))
}

/** Without what was received, which an append asks for afterwards. @throws MandateError TENANT_MISMATCH */
export async function foundSession(
  ports: Ports,
  caller: Caller,
  id: string,
): Promise<{ session: Session } | undefined> {
  return own(caller, await ports.sessions.find(id))
}

function own<T extends { session: Session }>(caller: Caller, found: T | undefined): T | undefined {
  if (found === undefined || found.session.tenantId === caller.tenantId) return found
  throw anothers()
}

/** It is not this reader's: nobody's, or another tenant's. */
async function foreign(ports: Ports, id: string): Promise<undefined> {
  if ((await ports.sessions.find(id)) !== undefined) throw anothers()
}

function anothers(): MandateError {
  return new MandateError('TENANT_MISMATCH', 'the session belongs to another tenant')
}
