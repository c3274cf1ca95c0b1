// POST /tenants/current/skeletons/{id}/check
import { StructureResource } from '#contracts/skeleton-structure.ts'
import { MandateError } from '#domain/errors.ts'
import type { Skeleton } from '#domain/setup/setup.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { structureResource } from '../../resources/skeleton-resource.ts'
import { SETUP_EXAMPLES } from '../../setup-examples.ts'
import { demandFindings } from '../../skeletons/demand-findings.ts'

export const checkSkeleton = defineRoute<Skeleton>({
  method: 'post',
  path: '/tenants/current/skeletons/{id}/check',
  name: 'checkSkeleton',
  tag: 'Session setup',
  summary: 'Have a worker read once more what a skeleton is made of',
  description:
    'For skeletons from before it was read, or when its bytes were away. What was decided on the skeleton stays: sessions are pinned to it. While one is being read anyway this adds nothing.',
  scopes: ['tenant:admin'],
  subject: (ports, caller, id) => ports.setup.skeleton(caller.reader, id),
  answers: [
    {
      status: 202,
      description: 'READING',
      schema: StructureResource,
      example: { ...SETUP_EXAMPLES.structure, status: 'READING' },
      headers: { Location: 'Where its structure is', 'Retry-After': 'Seconds' },
    },
  ],
  async run(call) {
    const { ports, caller, subject } = call
    // Ops reads all tenants, and changes its own.
    if (subject.tenantId !== caller.tenantId) throw new MandateError('NOT_FOUND', 'there is nothing of that id')
    const findings = await demandFindings(ports, caller, subject)
    const location = `/api/v1/tenants/current/skeletons/${subject.id}/structure`
    const answer = json(202, structureResource(subject, { ...findings, reading: true }), {
      ...{ location, 'retry-after': '1' },
    })
    const written = await ports.setup.askOfSkeleton(
      subject,
      'read-skeleton',
      ask(call, () => answer),
    )
    return written === 'key_taken' ? replayTaken(call) : answer
  },
})
