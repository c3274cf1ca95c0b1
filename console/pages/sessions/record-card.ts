// Recording with this browser's microphone, five seconds a piece; without script there is none.
import { html } from 'hono/html'
import type { SessionResource } from '#contracts/session.ts'
import type { Markup } from '../../parts/markup.ts'

export function recordCard({ session_id: id, status }: SessionResource): Markup | '' {
  if (status !== 'RECORDING') return ''
  return html`<section class="card" id="record" data-record="/console/sessions/${id}/append" aria-labelledby="record-title" hidden>
    <h2 id="record-title">Record here</h2>
    <p class="row"><button type="button" class="primary" data-record-start data-key="r">Start the microphone</button>
      <button type="button" class="danger" data-record-stop disabled>Stop</button></p>
    <p role="status" data-record-says class="soft">What is said goes to the session in pieces of five seconds.</p>
  </section>`
}
