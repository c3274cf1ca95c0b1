// PATCH /actions/{id}
import { ActionChanges } from '#contracts/action.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { ActionChangesInput, LoadedAction } from '#domain/ports/action-ledger.ts'
import { writeAction } from '../../actions/command-action.ts'
import { COMMANDED, MADE_FOR } from '../../actions/command-spec.ts'
import { demandPreflight } from '../../actions/demand-preflight.ts'
import { EXAMPLES } from '../../examples.ts'
import type { Call } from '../../pipeline/call.ts'
import { expectedVersions } from '../../pipeline/expected-versions.ts'
import { defineRoute } from '../../pipeline/route.ts'

export const editAction = defineRoute<LoadedAction, ActionChanges>({
  method: 'patch',
  path: '/actions/{id}',
  name: 'editAction',
  tag: 'Actions',
  summary: 'Edit an action that is not executing yet',
  description:
    'What is given replaces what was there, `payload` as a whole. Approvals are void, the action is PENDING_APPROVAL with a new digest, and whoever edits it may not approve it. Media are hashed anew.',
  scopes: ['actions:propose'],
  subject: (ports, caller, id) => ports.actions.load(caller.tenantId, id),
  optionalHeaders: MADE_FOR,
  body: { schema: ActionChanges, required: true, limit: 'json', examples: { text: EXAMPLES.changes } },
  prefersWait: true,
  answers: COMMANDED,
  refusals: ['TOO_LATE', 'INVALID_STATE', 'ACCOUNT_UNKNOWN', 'DUPLICATE_CONTENT', 'VERSION_CONFLICT'],
  run: call =>
    writeAction(
      call,
      async (loaded, asked) => call.ports.actions.edit(loaded, await changesOf(call, loaded), asked),
      expectedVersions(call.context.req.header('if-match')),
    ),
})

/** @throws MandateError VALIDATION_FAILED when the action would break a limit of its platform */
async function changesOf(
  { body, raw, settings, ports }: Call<LoadedAction, ActionChanges>,
  { action, view }: LoadedAction,
): Promise<ActionChangesInput> {
  const { account, expires_at: given, late_policy: latePolicy } = body
  const expiresAt = given ?? (action.expiresGiven ? action.expiresAt : undefined)
  const { platform } = action
  const accountKind = await ports.actions.accountKind(action.tenantId, platform, account ?? action.account)
  const findings = demandPreflight(
    {
      ...{ platform, accountKind },
      payload: body.payload ?? (view.payload as unknown as NonNullable<ActionChanges['payload']>), // was validated then
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
    settings.mediaOrigins,
  )
  // The digest is over the payload as sent, so no default may slip in.
  const { payload } = raw as { payload?: JsonObject }
  return {
    ...(account === undefined ? {} : { account }),
    ...(payload === undefined ? {} : { payload }),
    ...(given === undefined ? {} : { expiresAt: new Date(given).toISOString() }),
    ...(latePolicy === undefined ? {} : { maxLateSeconds: latePolicy.max_late_seconds }),
    preflight: findings,
  }
}
