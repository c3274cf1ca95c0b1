// What is asked of the waiting view, in the address of the page.
import { z } from 'zod'
import { PLATFORMS } from '#domain/action/action-status.ts'
import type { OpenStepFilter } from '#domain/ports/operations-ledger.ts'
import type { StepKind } from '#domain/step.ts'
import { JOBS, QUEUE_NAMES, QUEUES } from '#queues/topology.ts'
import { WAIT_REASONS, type WaitReason } from './waiting-row.ts'

const KINDS = Object.keys(JOBS) as StepKind[]

export const QUEUES_AND_KINDS: readonly string[] = [...QUEUE_NAMES, ...KINDS]

/** A form sends what nobody filled in as an empty text. */
const blank = <T extends z.ZodType>(shape: T) =>
  z.preprocess(value => (value === '' ? undefined : value), shape.optional())

/** What needs a person is found by its state, and not by a step. */
export const takesKind = (reason: WaitReason | undefined): boolean => reason !== 'NEEDS_HUMAN'

export const WaitingQuery = z
  .object({
    reason: blank(z.enum(WAIT_REASONS)),
    tenant: blank(z.uuid('is not a tenant id')),
    /** A queue of the topology, or a kind of step. */
    kind: blank(z.enum(QUEUES_AND_KINDS)),
    platform: blank(z.enum(PLATFORMS)),
    after: blank(z.uuid('is not where a page ends')),
  })
  .refine(({ reason, kind }) => kind === undefined || takesKind(reason), {
    path: ['kind'],
    message: 'says nothing of what needs a person: no step is open for it',
  })
export type WaitingQuery = z.infer<typeof WaitingQuery>

/** Whatever else is open is passed over where one reason is asked for: a look at a kind costs a fiftieth of one at an action. */
const MAY_WAIT_FOR: Partial<Record<WaitReason, (kind: StepKind) => boolean>> = {
  AWAITING_APPROVAL: kind => kind === 'expire' || kind.startsWith('prepare-'),
  AWAITING_COMMAND: kind => kind === 'expire' || kind === 'command' || kind.startsWith('prepare-'),
  ENTERPRISE_REFUSED: kind => kind === 'command',
  SCHEDULED: kind => kind.startsWith('execute-'),
  BREAKER_OPEN: kind => kind === 'command' || JOBS[kind].subject !== 'action',
  UPSTREAM_RETRY: kind => kind === 'command' || JOBS[kind].subject !== 'action',
  DRAINING: kind => kind === 'drain',
}

export function filterOf({ reason, tenant, kind, platform }: WaitingQuery): OpenStepFilter {
  const queue = QUEUE_NAMES.find(name => name === kind)
  const ofQueue: readonly StepKind[] = queue === undefined ? [] : QUEUES[queue].jobs.map(job => job.name)
  const kinds = KINDS.filter(
    known =>
      (kind === undefined || known === kind || ofQueue.includes(known)) &&
      (reason === undefined || (MAY_WAIT_FOR[reason]?.(known) ?? true)),
  )
  return {
    ...(tenant === undefined ? {} : { tenantId: tenant }),
    ...(kinds.length === KINDS.length ? {} : { kinds }),
    ...(platform === undefined ? {} : { platform }),
  }
}
