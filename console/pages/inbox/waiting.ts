// What waits, as the API tells it: for this person, for anybody, or of what this person proposed.
import type { ActionResource } from '#contracts/action.ts'
import type { InboxItem } from '#contracts/inbox.ts'
import type { Api, Query, Refused } from '../../http/api.ts'
import { may, type Person } from '../../person.ts'

export type View = 'me' | 'all' | 'mine'
export const VIEWS: Readonly<Record<View, string>> = { me: 'For me', all: 'Everything', mine: 'Proposed by me' }

export interface Narrowed {
  view: View
  platform?: string
  account?: string
  campaign_id?: string
  kind?: string
  cursor?: string
}

export type WaitingAction = ActionResource & Partial<Pick<InboxItem, 'kind' | 'decide_by' | 'blocked'>>

export interface Waiting {
  items: WaitingAction[]
  next: string | null
  /** Only where the API counts. */
  total?: { count: number; exact: boolean }
  refused?: Refused
}

export const PAGE_SIZE = 50

/** What narrows the list, from the address. Whoever may not decide begins with everything, for nothing waits for them. */
export function narrowedBy(given: Record<string, string>, person: Person): Narrowed {
  const { view } = given
  const first: View = may(person, 'actions:approve') ? 'me' : 'all'
  const narrowed: Narrowed = { view: view !== undefined && view in VIEWS ? (view as View) : first }
  for (const name of ['platform', 'account', 'campaign_id', 'kind', 'cursor'] as const)
    if (given[name]) narrowed[name] = given[name].trim()
  return narrowed
}

/** One call of the API, whatever the view. */
export async function askWaiting(api: Api, person: Person, narrowed: Narrowed): Promise<Waiting> {
  const { path, query } = questionOf(person, narrowed)
  const answer = await api.look<{ data: WaitingAction[]; next_cursor: string | null; total?: Waiting['total'] }>(path, {
    ...query,
    limit: PAGE_SIZE,
  })
  if (!answer.ok) return { items: [], next: null, refused: answer }
  const { data, next_cursor: next, total } = answer.body
  return { items: data, next, ...(total === undefined ? {} : { total }) }
}

/** Whether the API's list can be narrowed by account and kind as well. */
export const narrowsFinely = (person: Person, view: View) => view !== 'mine' && may(person, 'actions:approve')

function questionOf(person: Person, narrowed: Narrowed): { path: string; query: Query } {
  const { view, platform, account, campaign_id, kind, cursor } = narrowed
  const common = { platform, campaign_id, cursor }
  if (view === 'mine')
    return { path: '/actions', query: { ...common, status: 'PENDING_APPROVAL', proposed_by: person.sub } }
  // Nothing waits for whoever may not decide: they see what waits for others.
  if (!may(person, 'actions:approve')) return { path: '/actions', query: { ...common, status: 'PENDING_APPROVAL' } }
  return { path: '/inbox', query: { ...common, account, kind, ...(view === 'all' ? { include: 'own' } : {}) } }
}

/** `schedule_time` or `expires_at`, whichever is first, as the inbox has it. */
export function decideBy(action: WaitingAction): string {
  const { decide_by: given, schedule_time: scheduled, expires_at: expires } = action
  if (given !== undefined) return given
  return scheduled !== undefined && Date.parse(scheduled) < Date.parse(expires) ? scheduled : expires
}

/** What this person may do with it: what the API says, else what their scopes and the status allow. */
export function allowedTo(person: Person, action: WaitingAction): ReadonlySet<string> {
  if (action.allowed !== undefined) return new Set(action.allowed)
  if (action.status !== 'PENDING_APPROVAL') return new Set()
  const own = action.proposed_by.sub === person.sub
  const decides = may(person, 'actions:approve') && person.principal === 'human'
  return new Set([
    ...(decides && !own && action.digest !== undefined ? ['approve'] : []),
    ...(decides ? ['reject'] : []),
    ...(may(person, 'actions:propose') ? ['edit', 'cancel'] : []),
  ])
}
