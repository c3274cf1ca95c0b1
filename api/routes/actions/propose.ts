// POST /actions
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { ActionProposal, ActionResource } from '#contracts/action.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { ActionProposalInput } from '#domain/ports/action-ledger.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import { demandPreflight } from '../../actions/demand-preflight.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { YesNo } from '../../lists/list-query.ts'
import { type Answer, json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import type { Call } from '../../pipeline/call.ts'
import { carriedBy } from '../../pipeline/carried-by.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { actionResource } from '../../resources/action-resource.ts'

const Query = z.strictObject({ dry_run: YesNo.default(false).describe('Checks everything and writes nothing') })

export const proposeAction = defineRoute<undefined, ActionProposal, z.output<typeof Query>>({
  method: 'post',
  path: '/actions',
  name: 'proposeAction',
  tag: 'Actions',
  summary: 'Propose an action',
  description:
    "A person other than the proposer approves its digest. The payload is kept as sent; what its platform can't use comes back as a WARNING in `preflight`.",
  scopes: ['actions:propose'],
  query: Query,
  body: { schema: ActionProposal, required: true, limit: 'json', examples: { post: EXAMPLES.proposal } },
  answers: [
    {
      status: 201,
      description: 'Proposed, PENDING_APPROVAL',
      schema: ActionResource,
      example: EXAMPLES.action,
      headers: { Location: 'Where the action is', ETag: 'Its version' },
    },
    {
      status: 200,
      description: 'With `dry_run`: what would have been proposed',
      schema: ActionResource,
      example: EXAMPLES.action,
    },
  ],
  refusals: ['TENANT_MISMATCH', 'NOT_FOUND', 'ACCOUNT_UNKNOWN', 'DUPLICATE_CONTENT', 'ALREADY_EXISTS'],
  async run(call) {
    const input = await inputOf(call)
    if (call.query.dry_run) return json(200, actionResource(await call.ports.actions.rehearse(input, rehearsal(call))))
    const written = await call.ports.actions.propose(input, ask(call, proposedAnswer))
    return written === 'key_taken' ? replayTaken(call) : proposedAnswer(written)
  },
})

function proposedAnswer(view: ActionView): Answer {
  return json(201, actionResource(view), { location: `/api/v1/actions/${view.action.id}`, etag: `"${view.tag}"` })
}

function rehearsal({ caller, trace }: Pick<Call, 'caller' | 'trace'>) {
  return { actor: caller.actor, trace: carriedBy(trace) }
}

/** @throws MandateError VALIDATION_FAILED when a finding is an error */
async function inputOf(call: Call<undefined, ActionProposal, z.output<typeof Query>>): Promise<ActionProposalInput> {
  const { body, caller, settings, ports } = call
  const { platform, account, expires_at: expiresAt } = body
  // The digest is over the payload as sent, so no default may slip in.
  const { payload } = call.raw as { payload: JsonObject }
  const accountKind = await ports.actions.accountKind(caller.tenantId, platform, account)
  const findings = demandPreflight(
    { platform, accountKind, payload: body.payload, ...(expiresAt === undefined ? {} : { expiresAt }) },
    settings.mediaOrigins,
  )
  return {
    id: body.action_id ?? uuid(),
    tenantId: caller.tenantId,
    ...{
      platform,
      account,
      payload,
      governanceHash: body.governance_hash,
      execution: body.execution,
      preflight: findings,
    },
    ...(body.campaign_id === undefined ? {} : { campaignId: body.campaign_id }),
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
    ...(body.late_policy === undefined ? {} : { maxLateSeconds: body.late_policy.max_late_seconds }),
  }
}
