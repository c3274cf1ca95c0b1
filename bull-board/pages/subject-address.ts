// Where the subject of a step is in the API.
import type { StepKind } from '#domain/step.ts'
import type { JobDefinition } from '#queues/define-job.ts'
import { JOBS } from '#queues/topology.ts'

export interface SubjectAddress {
  /** What a person calls it: a chunk's is its session. */
  kind: JobDefinition['subject']
  id: string
  /** Below `/api/v1/`. */
  path: string
}

const SKELETON_STEPS: readonly StepKind[] = ['check-skeleton', 'read-skeleton', 'discover-templates']
const OF_SESSION: readonly string[] = ['chunk', 'session', 'asset']

/** An account's address is its name, and a configuration's its version, which a step does not know; whatever is a session's has its session's. */
export function subjectAddress(step: { kind: StepKind; subjectId: string; executionId: string }): SubjectAddress {
  const { kind, subjectId, executionId } = step
  const subject = JOBS[kind].subject
  if (OF_SESSION.includes(subject)) return { kind: 'session', id: executionId, path: `session/${executionId}` }
  const at = (path: string) => ({ kind: subject, id: subjectId, path })
  if (kind === 'check-account') return at('accounts')
  if (kind === 'check-config') return at('tenants/current/config')
  if (SKELETON_STEPS.includes(kind)) return at(`tenants/current/skeletons/${subjectId}`)
  return at(`${subject}s/${subjectId}`)
}

/** Whether the API says of it why it stands where it stands. */
export const hasWhy = ({ kind }: SubjectAddress) => ['campaign', 'action', 'session'].includes(kind)
