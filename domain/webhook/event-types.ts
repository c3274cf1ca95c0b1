// The closed list of what webhooks tell: each change of state of a campaign, an action or a session, by name.

export const WEBHOOK_EVENT_TYPES = [
  'campaign.created',
  'campaign.started',
  /** A stage has begun: `state` names it. */
  'campaign.stage_started',
  /** It waits for what people decide about its actions. */
  'campaign.waiting_approval',
  'campaign.completed',
  'campaign.failed',
  'campaign.cancelled',
  'campaign.retried',
  'action.proposed',
  /** Its media are hashed: it has the digest that people approve. */
  'action.media_ready',
  /** Approvals are void. */
  'action.edited',
  /** By one person; `status` says whether others are still asked. */
  'action.approved',
  'action.rejected',
  'action.cancelled',
  'action.expired',
  'action.missed',
  'action.scheduled',
  'action.queued',
  'action.executing',
  'action.rate_limited',
  'action.outcome_unknown',
  /** Only a person can tell what became of it. */
  'action.needs_human',
  /** Not out, by proof, after a restore: it stands where it stood before. */
  'action.returned',
  'action.completed',
  'action.failed',
  'session.started',
  'session.draining',
  'session.building',
  'session.built',
  'session.finalized',
  'session.failed',
  'session.retried',
  'session.abandoned',
  'session.resurrected',
  /** Of nothing: an endpoint was tried out. */
  'webhook.test',
] as const
export type WebhookEventType = (typeof WEBHOOK_EVENT_TYPES)[number]

/** What an endpoint may ask for: a type, all of a subject (`action.*`), or everything (`*`). */
export const WEBHOOK_PATTERNS = ['*', 'campaign.*', 'action.*', 'session.*', ...WEBHOOK_EVENT_TYPES] as const
export type WebhookPattern = (typeof WEBHOOK_PATTERNS)[number]

/** @param patterns of an endpoint. A pattern of a newer program names nothing that this one tells. */
export function asksFor(patterns: readonly string[], type: WebhookEventType): boolean {
  const ofSubject = `${type.slice(0, type.indexOf('.'))}.*`
  return patterns.some(pattern => pattern === '*' || pattern === type || pattern === ofSubject)
}
