// A status as a coloured word; the word alone says it, too.
import { html } from 'hono/html'
import type { Markup } from './markup.ts'

export type Tone = 'good' | 'warn' | 'bad' | 'calm' | 'plain'

const TONES: Readonly<Record<string, Tone>> = {
  ...of('good', 'COMPLETED', 'completed', 'FINALIZED', 'ACTIVE', 'READY', 'DELIVERED', 'PASS', 'DONE'),
  ...of('warn', 'PENDING_APPROVAL', 'waiting_approval', 'RATE_LIMITED', 'DRAINING', 'CHECKING', 'PROCESSING'),
  ...of('warn', 'AUDIO_PENDING', 'MISSED', 'EXPIRED', 'PENDING', 'ABANDONED', 'WARNING'),
  ...of('bad', 'FAILED', 'failed', 'OUTCOME_UNKNOWN', 'BUILD_FAILED', 'GUARD_FAILED', 'CUSTODY_FAILED', 'REFUSED'),
  ...of('bad', 'DISABLED', 'FAIL', 'CRITICAL'),
  ...of('calm', 'running', 'EXECUTING', 'QUEUED', 'SCHEDULED', 'APPROVED_BY_HUMAN', 'RECORDING', 'BUILDING', 'SEALING'),
}

export function statusBadge(status: string): Markup {
  return badge(words(status), TONES[status] ?? 'plain')
}

export function badge(text: string, tone: Tone): Markup {
  return html`<span class="badge ${tone}">${text}</span>`
}

/** @returns `OUTCOME_UNKNOWN` as `Outcome unknown` */
export function words(code: string): string {
  const text = code.replaceAll('_', ' ').toLowerCase()
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`
}

function of(tone: Tone, ...statuses: string[]): Record<string, Tone> {
  return Object.fromEntries(statuses.map(status => [status, tone]))
}
