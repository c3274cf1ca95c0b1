// Steps that a program understands, as a condition in SQL.
import type { JobVersions } from '#queues/job-versions.ts'

/** The parameter of `UNDERSTOOD`. */
export const understoodJson = (versions: JobVersions): string => JSON.stringify(versions)

/** On columns of steps, by their bare names; $1 is `understoodJson`, read once a statement. Null where the kind is unknown. */
export const UNDERSTOOD = `version <= ((SELECT $1::text::jsonb) ->> kind)::int`
