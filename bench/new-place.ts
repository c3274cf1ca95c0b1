// Where a contestant is to run, with tenants of its own.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { Place } from './contestants/contestant.ts'
import type { Servers } from './servers/open-servers.ts'

/** So many campaigns in flight leave no processor idle; each queue takes as many jobs at once. */
export const SATURATED = 100

export function newPlace(
  { databaseUrl, ownerUrl, redisUrl }: Servers,
  { tenants, logLevel }: { tenants: number; logLevel: Place['logLevel'] },
): Place {
  const tenantIds = Array.from({ length: tenants }, () => uuid())
  return { databaseUrl, ownerUrl, redisUrl, concurrency: SATURATED, tenantIds, logLevel }
}
