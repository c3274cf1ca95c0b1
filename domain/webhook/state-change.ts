// What an entry of a trail says to the outside: which state its subject has come to, and nothing of what it is about.
import type { ActionEvent } from '../action/event.ts'
import type { CampaignEvent } from '../campaign/event.ts'
import type { SessionEvent } from '../session/event.ts'
import type { WebhookEventType } from './event-types.ts'

/** The little of an entry that its meaning hangs on. */
export interface ToldEntry {
  action: string
  seq: number
  /** Of its details. */
  stage: string | null
  fromStage: string | null
  to: string | null
  remaining: number | null
}

export interface StateChange {
  subject: 'campaign' | 'action' | 'session'
  type: WebhookEventType
  status: string
  /** Of a campaign. */
  state?: string
}

/** @returns undefined: nobody's state has changed */
export function stateChangeOf(entry: ToldEntry): StateChange | undefined {
  return Object.hasOwn(TELLERS, entry.action) ? TELLERS[entry.action as EntryAction]?.(entry) : undefined
}

type EntryAction =
  | CampaignEvent['type']
  | ActionEvent['type']
  | SessionEvent['type']
  | 'campaign.created'
  | 'session.started'
type Teller = (entry: ToldEntry) => StateChange | undefined

const campaign =
  (type: WebhookEventType, status: string, state?: string): Teller =>
  () => ({ subject: 'campaign', type, status, ...(state === undefined ? {} : { state }) })
const action =
  (type: WebhookEventType, status: string): Teller =>
  () => ({ subject: 'action', type, status })
const session =
  (type: WebhookEventType, status: string): Teller =>
  () => ({ subject: 'session', type, status })

/** Every word of a trail of the three subjects; null: it changes no state. A new one does not compile until it stands here. */
const TELLERS: Record<EntryAction, Teller | null> = {
  'campaign.created': campaign('campaign.created', 'draft', 'IDLE'),
  'campaign.started': campaign('campaign.started', 'running', 'RADAR_SCAN'),
  'stage.started': ({ stage }) => campaign('campaign.stage_started', 'running', stage ?? '')({} as ToldEntry),
  'stage.completed': null,
  'stage.retrying': null,
  'stage.waiting': campaign('campaign.waiting_approval', 'waiting_approval', 'PUBLISH'),
  'campaign.completed': campaign('campaign.completed', 'completed', 'LEARN'),
  'campaign.failed': campaign('campaign.failed', 'failed', 'FAILED'),
  // Its state stays what it was, which the entry does not say.
  'campaign.cancelled': campaign('campaign.cancelled', 'cancelled'),
  'campaign.retried': ({ fromStage }) => campaign('campaign.retried', 'running', fromStage ?? '')({} as ToldEntry),
  // The first entry of an action's own chain; later ones of that name are a campaign's, about its actions.
  'action.proposed': entry => (entry.seq === 1 ? action('action.proposed', 'PENDING_APPROVAL')(entry) : undefined),
  'action.decided': null,
  'action.ended': null,
  'action.media_ready': action('action.media_ready', 'PENDING_APPROVAL'),
  'action.edited': action('action.edited', 'PENDING_APPROVAL'),
  'action.approved': entry =>
    action('action.approved', entry.remaining === 0 ? 'APPROVED_BY_HUMAN' : 'PENDING_APPROVAL')(entry),
  'command.accepted': null,
  'command.refused': null,
  'resolution.asked': null,
  'action.queued': action('action.queued', 'QUEUED'),
  'action.returned': entry => action('action.returned', entry.to ?? 'PENDING_APPROVAL')(entry),
  'action.scheduled': action('action.scheduled', 'SCHEDULED'),
  'action.rejected': action('action.rejected', 'REJECTED'),
  'action.cancelled': action('action.cancelled', 'CANCELLED'),
  'action.expired': action('action.expired', 'EXPIRED'),
  'action.missed': action('action.missed', 'MISSED'),
  'attempt.started': action('action.executing', 'EXECUTING'),
  'attempt.not_sent': null,
  'attempt.unknown': action('action.outcome_unknown', 'OUTCOME_UNKNOWN'),
  'attempt.absent': null,
  'action.rate_limited': action('action.rate_limited', 'RATE_LIMITED'),
  'action.needs_human': action('action.needs_human', 'OUTCOME_UNKNOWN'),
  'action.completed': action('action.completed', 'COMPLETED'),
  'action.failed': action('action.failed', 'FAILED'),
  'session.started': session('session.started', 'RECORDING'),
  'session.resumed': null,
  'session.context_changed': null,
  'session.block_edited': null,
  'session.asset_added': null,
  'session.asset_ready': null,
  'session.asset_refused': null,
  'session.parent_checked': null,
  'session.draining': session('session.draining', 'DRAINING'),
  'session.building': session('session.building', 'BUILDING'),
  'session.assembled': null,
  'session.built': session('session.built', 'SEALING'),
  'session.sealed': null,
  'session.finalized': session('session.finalized', 'FINALIZED'),
  'session.failed': entry => session('session.failed', `${entry.stage}_FAILED`)(entry),
  'session.retried': entry => session('session.retried', entry.stage === 'BUILD' ? 'BUILDING' : 'SEALING')(entry),
  'session.abandoned': session('session.abandoned', 'ABANDONED'),
  'session.archived': null,
  'session.resurrected': session('session.resurrected', 'RECORDING'),
}

/** The entries that tell something: what is looked for in trails. */
export const TELLING_ENTRIES: readonly string[] = Object.entries(TELLERS)
  .filter(([, teller]) => teller !== null)
  .map(([name]) => name)
