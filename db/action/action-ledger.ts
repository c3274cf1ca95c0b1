// The write side of the action ledger, as the API asks for it.
import type { ActionPayload } from '#contracts/action.ts'
import type { Action } from '#domain/action/action.ts'
import { decideAction } from '#domain/action/decide.ts'
import { CONNECTED_PLATFORMS } from '#domain/action/next-steps.ts'
import { MandateError } from '#domain/errors.ts'
import type { ActionLedger, ActionProposalInput, ActionView, LoadedAction } from '#domain/ports/action-ledger.ts'
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import { type AccountSettings, accountEnsure } from '../account/account-ensure.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import type { Sql } from '../connection/open-pool.ts'
import { actionLoad } from './action-load.ts'
import { actionPropose } from './action-propose.ts'
import type { ActionRecord } from './action-row.ts'
import { actionWrite } from './action-write.ts'
import { buildAction } from './build-action.ts'

export type ActionWriter = Pick<ActionLedger, 'propose' | 'rehearse' | 'load' | 'command'>

interface LoadedActionRow extends LoadedAction {
  record: ActionRecord
}

export function actionWriter(sql: Sql, options: { accounts: AccountSettings; hint: Hint }): ActionWriter {
  const ensure = accountEnsure(sql, options.accounts)

  const build = async (input: ActionProposalInput, ask: Pick<Ask<ActionView>, 'actor'>) => {
    if (!(CONNECTED_PLATFORMS as string[]).includes(input.platform))
      throw invalid('/platform', `${input.platform} is not connected yet`)
    if (!(await ensure(input.tenantId, input.platform, input.account)))
      throw new MandateError('ACCOUNT_UNKNOWN', `${input.platform}:${input.account} is not an account of this tenant`, {
        members: { errors: [{ pointer: '/account', detail: 'is not an account of this tenant' }] },
      })
    const payload = input.payload as ActionPayload // validated at the edge, kept as sent
    return buildAction({ ...input, payload, proposedBy: ask.actor }, Date.now())
  }

  return {
    async propose(input, ask) {
      const built = await build(input, ask)
      const view = viewOfNew(built)
      const answer = ask.keep?.(view)
      const written = await actionPropose(sql, built, {
        trace: ask.trace,
        rehearse: false,
        ...(answer === undefined ? {} : { answer }),
      })
      if (written === 'key_taken') return 'key_taken'
      options.hint(
        built.steps.map(step => ({ ...step, tenantId: input.tenantId })),
        [],
      )
      return view
    },
    async rehearse(input, ask) {
      const built = await build(input, ask)
      await actionPropose(sql, built, { trace: ask.trace, rehearse: true })
      return viewOfNew(built)
    },
    async load(tenantId, id): Promise<LoadedActionRow | undefined> {
      const found = await actionLoad(sql, tenantId, id)
      return found && { action: found.record.action, version: found.record.version, ...found }
    },
    async command(loaded, command, ask) {
      // What `load` of this ledger gave out carries its row.
      const { record } = loaded as LoadedActionRow
      const events = decideAction(record.action, command, Date.now())
      if (events.length === 0) return loaded.view
      const viewAfter = (after: Action) => afterCommand(loaded.view, after)
      const { keep } = ask
      const { written, action, steps } = await actionWrite(sql, {
        record,
        events,
        actor: ask.actor,
        trace: ask.trace,
        ...(keep === undefined ? {} : { answer: after => keep(viewAfter(after.action)) }),
      })
      if (written !== 'written') return written
      options.hint(steps, [{ subject: record.action.id, cancelled: command.type === 'cancel' }])
      return viewAfter(action)
    },
  }
}

/** The view as the call is about to make it true. */
function afterCommand(before: ActionView, action: Action): ActionView {
  return {
    ...before,
    action,
    version: before.version + 1,
    tag: String(before.version + 1),
    approvals: [...action.approvals],
    updatedAt: new Date(),
  }
}

function viewOfNew({ insert }: ReturnType<typeof buildAction>): ActionView {
  const now = new Date()
  return {
    action: insert.action,
    version: 1,
    tag: '1',
    payload: insert.payload as ActionView['payload'],
    governanceHash: insert.governanceHash,
    ...(insert.mediaSha256 === undefined ? {} : { mediaSha256: insert.mediaSha256 }),
    proposedBy: insert.proposedBy,
    approvals: [],
    preflight: insert.preflight,
    needsHuman: false,
    attempts: [],
    createdAt: now,
    updatedAt: now,
  }
}

function invalid(pointer: string, detail: string): MandateError {
  return new MandateError('VALIDATION_FAILED', detail, { members: { errors: [{ pointer, detail }] } })
}
