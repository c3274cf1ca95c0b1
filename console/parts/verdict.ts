// What a check of a trail has found, in words.
import { html } from 'hono/html'
import type { Markup } from './markup.ts'
import { time } from './time.ts'

/** `GET /audit/verify` */
export interface Verdict {
  ok: boolean
  checked: number
  first_bad?: { seq: number; why: string }
  checkpoint_at: string | null
}

export function verdict({ ok, checked, first_bad: bad, checkpoint_at: signed }: Verdict): Markup {
  const entries = `${checked} ${checked === 1 ? 'entry' : 'entries'}`
  const covered =
    signed === null
      ? html`No signed checkpoint covers it yet.`
      : html`The newest signed checkpoint that covers it is of ${time(signed)}.`
  if (ok)
    return html`<div class="notice good" role="status"><p><strong>The trail holds.</strong> ${entries} recomputed from the stored bytes; each fits the one before it. ${covered}</p></div>`
  return html`<div class="notice bad" role="alert"><p><strong>The trail does not hold.</strong> ${entries} recomputed.
    ${bad === undefined ? '' : html`The first that is wrong is entry ${bad.seq}: ${bad.why}.`} ${covered}</p></div>`
}
