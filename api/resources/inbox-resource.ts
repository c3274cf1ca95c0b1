// What waits for a caller, as they see it: the action, what is asked of them and until when.
import type { InboxItem as ItemResource } from '#contracts/inbox.ts'
import type { InboxItem } from '#domain/ports/action-ledger.ts'
import { allowedTo, refusalOf } from '../actions/allowed-to.ts'
import type { Caller } from '../auth/caller.ts'
import { ACTION_COLUMNS, actionResource, actionRow } from './action-resource.ts'

export function inboxResource(caller: Caller): (item: InboxItem) => ItemResource {
  return ({ view, decideBy, kind }) => {
    const blocked = refusalOf(caller, view.action, kind)
    return {
      ...actionResource(view),
      ...{ kind, decide_by: decideBy.toISOString(), allowed: allowedTo(caller, view.action) },
      ...(blocked === undefined ? {} : { blocked }),
    }
  }
}

export const INBOX_COLUMNS = ['kind', 'decide_by', ...ACTION_COLUMNS] as const

export function inboxRow({
  view,
  decideBy,
  kind,
}: InboxItem): Partial<Record<(typeof INBOX_COLUMNS)[number], unknown>> {
  return { ...actionRow(view), kind, decide_by: decideBy.toISOString() }
}
