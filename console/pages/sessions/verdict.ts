// Whether the trail of a session is whole, as the API recomputed it.
import { html } from 'hono/html'
import type { Sent } from '../../http/api.ts'
import type { Markup } from '../../parts/markup.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import { time } from '../../parts/time.ts'

/** `GET /audit/verify` */
export interface Verdict {
  ok: boolean
  checked: number
  first_bad?: { seq: number; why: string }
  checkpoint_at: string | null
}

export function verdict(answer: Sent<Verdict>): Markup {
  if (!answer.ok) return refusalNotice(answer)
  const { ok, checked, first_bad, checkpoint_at } = answer.body
  const signed =
    checkpoint_at === null
      ? 'No signed checkpoint covers it yet; the next one is made within a minute.'
      : html`Last signed checkpoint: ${time(checkpoint_at)}.`
  if (ok)
    return html`<p class="notice good"><strong>Whole.</strong> ${checked} ${checked === 1 ? 'entry' : 'entries'} recomputed; each follows from the one before. ${signed}</p>`
  return html`<div class="notice bad"><p><strong>Not whole.</strong> ${first_bad === undefined ? '' : html`Entry ${first_bad.seq}: ${first_bad.why}.`}</p><p>${signed}</p></div>`
}
