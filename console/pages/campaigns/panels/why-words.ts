// Why a campaign stands where it stands, as a person would say it.
import { html } from 'hono/html'
import type { WhyReason } from '#domain/why/why.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { fromNow, time } from '../../../parts/time.ts'

/** `GET /campaigns/{id}/why` */
export interface Why {
  reason: WhyReason
  detail: string
  since: string
  until?: string
}

const WORDS: Readonly<Record<WhyReason, string>> = {
  AWAITING_APPROVAL: 'It waits for people to approve what it proposes.',
  AWAITING_COMMAND: 'It waits for a command.',
  SCHEDULED: 'What it publishes is scheduled.',
  QUEUED: 'What it publishes is in the queue.',
  ACCOUNT_CLOSED: 'An account is closed for now: its platform said to wait.',
  PLATFORM_LIMIT: 'A platform takes no more for now.',
  BUDGET: 'Its budget is spent for now.',
  KILL_SWITCH: 'A kill switch holds it.',
  BREAKER_OPEN: 'A service behind it is failing; calls to it are held.',
  ENTERPRISE_REFUSED: 'Enterprise refuses to command what was approved.',
  RUNNING: 'It is at work.',
  RECONCILING: 'Nobody can tell yet whether a post went out; the platform is being asked.',
  NEEDS_HUMAN: 'It needs a person: only somebody who looks can say whether a post went out.',
  UPSTREAM_RETRY: 'A service behind it did not answer well; it will be asked again.',
  DRAINING: 'It waits for what is still on its way.',
  FINAL: 'It is over',
}

/** Ids of actions stand in the details; the page lists the actions themselves. */
export function whyWords({ reason, detail, since, until }: Why): Markup {
  if (reason === 'FINAL') return html`<p class="why">It is over: ${detail.replaceAll('_', ' ').toLowerCase()}.</p>`
  const says = reason === 'AWAITING_COMMAND' && !detail.includes('action') ? 'It has not been started.' : WORDS[reason]
  return html`<p class="why">${says} <span class="soft">Since ${time(since)}${until === undefined ? nothing : html`, until ${time(until)} (${fromNow(until)})`}.</span></p>
  ${reason === 'RUNNING' || /open actions|has not been started/.test(detail) ? nothing : html`<p class="small soft">${detail}</p>`}`
}
