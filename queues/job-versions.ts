// Which kinds of steps a program understands, and up to which version of each. In a deploy two programs do the steps of one table:
// what the newer one has written is left to it, what the older one has written both do.
import { JOBS } from './topology.ts'

/** The highest version by kind; a kind that is not there is not understood at all. */
export type JobVersions = Readonly<Record<string, number>>

/** Those of this program. */
export const JOB_VERSIONS: JobVersions = Object.fromEntries(
  Object.values(JOBS).map(({ name, version }) => [name, version]),
)

export function understands(versions: JobVersions, { kind, version }: { kind: string; version: number }): boolean {
  return version <= (versions[kind] ?? 0)
}

/** Those beyond their first version: what a connection has to say of the steps that it inserts. */
export function laterVersions(versions: JobVersions): JobVersions {
  return Object.fromEntries(Object.entries(versions).filter(([, version]) => version > 1))
}
