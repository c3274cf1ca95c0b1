// Which skeleton templates are looked for in, where a request names none.
import { MandateError } from '#domain/errors.ts'
import type { ConfigVersion, Skeleton } from '#domain/setup/setup.ts'
import type { Call } from '../pipeline/call.ts'

type SetupCall = Pick<Call<unknown, unknown, unknown>, 'ports' | 'caller'>

/**
 * The default of the configuration in force, else of the newest one, else the newest ACTIVE skeleton.
 * @param named by the request
 * @throws MandateError NOT_FOUND when the tenant has none of that id
 */
export async function skeletonInUse(
  { ports, caller }: SetupCall,
  { inForce, newest }: { inForce?: ConfigVersion; newest?: ConfigVersion },
  named: string | undefined,
): Promise<Skeleton | undefined> {
  const id = named ?? inForce?.defaultSkeletonId ?? newest?.defaultSkeletonId
  const found = typeof id === 'string' ? await ports.setup.skeleton(caller.reader, id) : undefined
  // Ops reads all tenants; whose setup this is says the token.
  const own = found?.tenantId === caller.tenantId ? found : undefined
  if (named !== undefined && own === undefined) throw new MandateError('NOT_FOUND', 'there is no skeleton of that id')
  return own ?? ports.setup.newestSkeleton(caller.reader, caller.tenantId)
}
