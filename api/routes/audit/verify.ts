// GET /audit/verify
import { z } from 'zod'
import { Timestamp, Uuid } from '#contracts/primitives.ts'
import { MandateError } from '#domain/errors.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import { defineRoute } from '../../pipeline/route.ts'

const Query = z.strictObject({ subject: Uuid.describe('A campaign, an action or a session') })

const Verdict = z.object({
  ok: z.boolean(),
  checked: z.int(),
  first_bad: z.object({ seq: z.int(), why: z.string() }).optional(),
  checkpoint_at: Timestamp.nullable(),
})

export const verifyAudit = defineRoute<undefined, undefined, z.output<typeof Query>>({
  method: 'get',
  path: '/audit/verify',
  name: 'verifyAudit',
  tag: 'Audit',
  summary: 'Recompute the trail of a subject and compare it with the signed checkpoints',
  scopes: ['campaigns:read', 'actions:read', 'sessions:read'],
  query: Query,
  answers: [
    {
      status: 200,
      description: 'What was found',
      schema: Verdict,
      example: { ok: true, checked: 14, checkpoint_at: EXAMPLES.entry.at },
    },
  ],
  refusals: ['NOT_FOUND'],
  async run({ ports, caller, query }) {
    const verdict = await ports.audit.verify(caller.reader, query.subject)
    if (verdict === undefined) throw new MandateError('NOT_FOUND', 'there is nothing of that id')
    const { ok, checked, firstBad, checkpointAt } = verdict
    return json(200, {
      ...{ ok, checked },
      ...(firstBad === undefined ? {} : { first_bad: firstBad }),
      checkpoint_at: checkpointAt?.toISOString() ?? null,
    })
  },
})
