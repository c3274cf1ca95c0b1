// What this caller may ask of an action as it stands, so that a page shows what is possible and nothing else.
import type { DECISION_REFUSALS } from '#contracts/inbox.ts'
import type { Action } from '#domain/action/action.ts'
import { allowedActionCommands } from '#domain/action/allowed-commands.ts'
import type { Caller, Scope } from '../auth/caller.ts'

export interface DecisionRefusal {
  code: (typeof DECISION_REFUSALS)[number]
  detail: string
}

/** @returns routes of the action by their last word; `edit` is the PATCH, `execute` the actuator. What is asked is checked again. */
export function allowedTo(caller: Caller, action: Action): string[] {
  // Ops sees other tenants, and moves nothing of theirs.
  if (caller.tenantId !== action.tenantId) return []
  return allowedActionCommands(action.status).filter(command => refusalOf(caller, action, command) === undefined)
}

/** Why the caller may not give a command that the status of the action allows. */
export function refusalOf(caller: Caller, action: Action, command: string): DecisionRefusal | undefined {
  const { sub, principal } = caller.actor
  if (command === 'approve' && action.authors.includes(sub))
    return { code: 'SELF_APPROVAL', detail: 'whoever proposed or edited an action may not approve it' }
  if (command === 'approve' && action.approvals.some(approval => approval.sub === sub))
    return { code: 'ALREADY_APPROVED', detail: 'it waits for somebody else, too' }
  if (DECISIONS.has(command) && principal !== 'human')
    return { code: 'HUMAN_REQUIRED', detail: 'only a person may decide on an action' }
  const scope = SCOPE_OF[command]
  if (scope !== undefined && !caller.scopes.has(scope))
    return { code: 'INSUFFICIENT_SCOPE', detail: `the token lacks the scope ${scope}` }
  if (command === 'approve' && action.digest === undefined)
    return { code: 'MEDIA_NOT_READY', detail: 'its media are not hashed yet' }
  return undefined
}

const DECISIONS: ReadonlySet<string> = new Set(['approve', 'reject', 'resolve'])

/** As the routes demand them. */
const SCOPE_OF: Record<string, Scope> = {
  approve: 'actions:approve',
  reject: 'actions:approve',
  resolve: 'actions:approve',
  edit: 'actions:propose',
  cancel: 'actions:propose',
  execute: 'actuator:execute',
}
