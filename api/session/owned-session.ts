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

/**
 * As a reader sees it, for a write: whoever reads all tenants writes in the own one alone.
 * @throws MandateError TENANT_MISMATCH
 */
export async function ownViewedSession(ports: Ports, caller: Caller, id: string): Promise<SessionView | undefined> {
  return own(caller, await viewedSession(ports, caller, id))
}

/** @throws MandateError TENANT_MISMATCH */
export async function waitingSession(ports: Ports, caller: Caller, id: string): Promise<SessionWaits | undefined> {
  return (await ports.sessions.waits(caller.reader, id)) ?? foreign(ports, id)
}

/** @throws MandateError TENANT_MISMATCH */
export async function loadedSession(ports: Ports, caller: Caller, id: string): Promise<LoadedSession | undefined> {
  return own(caller, await ports.sessions.load(id))
}

/** Whose it is and no more; how it stands an append finds out in the ledger. */
export type OwnedSession = Pick<Session, 'id' | 'tenantId'>

/** @throws MandateError TENANT_MISMATCH */
export async function ownedSession(
  ports: Ports,
  caller: Caller,
  id: string,
): Promise<{ session: OwnedSession } | undefined> {
  const tenantId = await ports.sessions.ownerOf(id)
  return own(caller, tenantId === undefined ? undefined : { session: { id, tenantId } })
}

function own<T extends { session: OwnedSession }>(caller: Caller, found: T | undefined): T | undefined {
  if (found === undefined || found.session.tenantId === caller.tenantId) return found
  throw anothers()
}

/** It is not this reader's: nobody's, or another tenant's. */
async function foreign(ports: Ports, id: string): Promise<undefined> {
  if ((await ports.sessions.ownerOf(id)) !== undefined) throw anothers()
}

function anothers(): MandateError {
  return new MandateError('TENANT_MISMATCH', 'the session belongs to another tenant')
}
