// What was found in a skeleton that the caller was shown a moment ago.
import { MandateError } from '#domain/errors.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import type { SkeletonFindings } from '#domain/setup/skeleton-structure.ts'
import type { Caller } from '../auth/caller.ts'
import type { Ports } from '../pipeline/ports.ts'

/** @throws MandateError NOT_FOUND when the reader has no such skeleton */
export async function demandFindings(
  { setup }: Pick<Ports, 'setup'>,
  { reader }: Pick<Caller, 'reader'>,
  { id }: Pick<Skeleton, 'id'>,
): Promise<SkeletonFindings> {
  const findings = await setup.findings(reader, id)
  if (findings === undefined) throw new MandateError('NOT_FOUND', 'there is no such skeleton')
  return findings
}
