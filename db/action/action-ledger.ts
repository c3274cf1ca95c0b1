// The write side of the action ledger, as the API asks for it.
import type { ActionPayload } from '#contracts/action.ts'
import type { Action } from '#domain/action/action.ts'
import type { Platform } from '#domain/action/action-status.ts'
import { decideAction } from '#domain/action/decide.ts'
import { approversFor, isGoverned, type Policy } from '#domain/action/policy.ts'
import type { Actor } from '#domain/actor.ts'
import { MandateError } from '#domain/errors.ts'
import type { ActionLedger, ActionProposalInput, LoadedAction } from '#domain/ports/action-ledger.ts'
import type { ActionView } from '#domain/ports/action-view.ts'
import type { Ask } from '#domain/ports/campaign-ledger.ts'
import { type AccountSettings, accountEnsure } from '../account/account-ensure.ts'
import { accountKind } from '../account/account-find.ts'
import { demandUnclaimed } from '../attempt/post-unclaimed.ts'
import type { Hint } from '../campaign/campaign-ledger.ts'
import { commandFind } from '../command/command-find.ts'
import { commandWrite } from '../command/command-write.ts'
import type { Sql } from '../connection/open-pool.ts'
import { policyOf } from '../setting/policy-ledger.ts'
import { trailAppend, trailId } from '../trail/trail-entry.ts'
import { actionDigest } from './action-digest.ts'
import { editAction } from './action-edit.ts'
import { actionLoad } from './action-load.ts'
import { actionPropose, duplicateContent } from './action-propose.ts'
import type { ActionRecord } from './action-row.ts'
import { actionWrite } from './action-write.ts'
import { buildAction } from './build-action.ts'
import { afterCommand, once, viewOfNew, withoutMedia } from './view-after.ts'

export type ActionWriter = Omit<ActionLedger, 'view' | 'list' | 'inbox' | 'versions' | 'waits' | 'accounts' | 'metrics'>

interface LoadedActionRow extends LoadedAction {
  record: ActionRecord
}

export function actionWriter(sql: Sql, options: { accounts: AccountSettings; hint: Hint }): ActionWriter {
  const ensure = accountEnsure(sql, options.accounts)

  const demandAccount = async (tenantId: string, platform: Platform, account: string) => {
    if (await ensure(tenantId, platform, account)) return
    throw new MandateError('ACCOUNT_UNKNOWN', `${platform}:${account} is not an account of this tenant`, {
      members: { errors: [{ pointer: '/account', detail: 'is not an account of this tenant' }] },
    })
  }

  const find = commandFind(sql)
  const writeCommand = commandWrite(sql)
  const noteOnTenant = async (
    tenantId: string,
    actionId: string | undefined,
    refusal: { code: string; detail: string; jti?: string },
    actor: Actor,
  ) => {
    const details = { ...refusal, ...(actionId === undefined ? {} : { action_id: actionId }) }
    const id = trailId('actuator', tenantId)
    await trailAppend(sql, { id, tenantId, kind: 'actuator', actor, action: 'command.refused', details })
  }

  const build = async (input: ActionProposalInput, ask: Pick<Ask<ActionView>, 'actor'>) => {
    await demandAccount(input.tenantId, input.platform, input.account)
    const payload = input.payload as ActionPayload // validated at the edge, kept as sent
    const { platform, account, governanceHash } = input
    const policy = await policyOf(sql, input.tenantId)
    demandGoverned(policy, governanceHash)
    const kind = await accountKind(sql, input.tenantId, platform, account)
    const approvalsRequired = approversFor(policy, { platform, accountKind: kind, payload })
    return buildAction({ ...input, payload, proposedBy: ask.actor, approvalsRequired }, Date.now())
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
      if (command.type === 'askResolution') await demandUnclaimed(sql, record.action, command.resolution)
      const viewAfter = once((after: Action) => afterCommand(loaded.view, after))
      const { keep } = ask
      const { written, action, steps } = await actionWrite(sql, {
        record,
        events,
        actor: ask.actor,
        trace: ask.trace,
        ...(command.type === 'askResolution' ? { resolution: command.resolution } : {}),
        ...(keep === undefined ? {} : { answer: after => keep(viewAfter(after.action)) }),
      })
      if (written === 'held') throw held()
      if (written !== 'written') return written === 'key_taken' ? written : 'conflict'
      options.hint(steps, [{ subject: record.action.id, cancelled: command.type === 'cancel' }])
      return viewAfter(action)
    },
    accountKind: (tenantId, platform, account) => accountKind(sql, tenantId, platform, account),
    findCommand: (tenantId, actionId, jti) => find({ tenantId, actionId, jti }),
    digestOf(loaded, { platform, payload, governanceHash }) {
      const { record } = loaded as LoadedActionRow
      const { id: actionId, tenantId, account } = record.action
      const mediaSha256 = record.mediaSha256 ?? []
      const sent = { platform, payload: payload as ActionPayload, governanceHash } // validated at the edge, as sent
      return actionDigest({ actionId, tenantId, account, mediaSha256, ...sent })
    },
    async execute(loaded, accepted, ask) {
      const { record } = loaded as LoadedActionRow
      const { jti, bodySha256 } = accepted
      const now = Date.now()
      const events = decideAction(record.action, { type: 'execute', jti, bodySha256, how: 'http' }, now)
      const receipt = { ...accepted, acceptedAt: new Date(now).toISOString() }
      const { written, action, steps } = await writeCommand({
        ...{ record, events, receipt },
        ...{ actor: ask.actor, trace: ask.trace },
      })
      if (written === 'held') throw held()
      if (written === 'jti_taken') return written
      if (written !== 'written') return 'conflict'
      options.hint(steps, [{ subject: record.action.id, cancelled: false }])
      return afterCommand(loaded.view, action)
    },
    async noteRefusal(tenantId, actionId, refusal, ask) {
      for (;;) {
        const found = actionId === undefined ? undefined : await actionLoad(sql, tenantId, actionId)
        if (found === undefined) return noteOnTenant(tenantId, actionId, refusal, ask.actor)
        const { record } = found
        const events = decideAction(record.action, { type: 'refuseCommand', ...refusal }, Date.now())
        const { written } = await writeCommand({ record, events, actor: ask.actor, trace: ask.trace })
        if (written === 'written') return
      }
    },
    async edit(loaded, changes, ask) {
      const { record } = loaded as LoadedActionRow
      const { tenantId, platform } = record.action
      if (changes.account !== undefined) await demandAccount(tenantId, platform, changes.account)
      const account = changes.account ?? record.action.account
      const policy = await policyOf(sql, tenantId)
      const kind = await accountKind(sql, tenantId, platform, account)
      const { edit, content, mediaSha256 } = editAction(record, changes, Date.now(), payload =>
        approversFor(policy, { platform, accountKind: kind, payload }),
      )
      const events = decideAction(record.action, { type: 'edit', by: ask.actor, edit }, Date.now())
      if (events.length === 0) return loaded.view
      const viewAfter = once((after: Action) => ({
        ...afterCommand(withoutMedia(loaded.view), after),
        payload: content.payload as ActionView['payload'],
        preflight: content.preflight,
        ...(mediaSha256 === undefined ? {} : { mediaSha256 }),
      }))
      const { keep } = ask
      const { written, action, steps } = await actionWrite(sql, {
        record,
        events,
        actor: ask.actor,
        content,
        trace: ask.trace,
        ...(mediaSha256 === undefined ? {} : { mediaSha256 }),
        ...(keep === undefined ? {} : { answer: after => keep(viewAfter(after.action)) }),
      })
      if (written === 'duplicate') throw duplicateContent()
      if (written !== 'written') return written === 'key_taken' ? written : 'conflict'
      options.hint(steps, [{ subject: record.action.id, cancelled: true }]) // what runs of the old content is in vain
      return viewAfter(action)
    },
  }
}

function held(): MandateError {
  return new MandateError('KILL_SWITCH_ENGAGED', 'a kill switch holds it back; what waits stays', { retryable: true })
}

function demandGoverned(policy: Policy, governanceHash: string): void {
  if (isGoverned(policy, { governanceHash })) return
  throw new MandateError('POLICY_UNKNOWN', 'the governance hash is not one that is in force', {
    members: { errors: [{ pointer: '/governance_hash', detail: 'is not in force' }] },
  })
}
