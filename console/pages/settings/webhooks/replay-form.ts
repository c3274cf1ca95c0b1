// Sends again what was made in a stretch of time.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { DELIVERY_STATUSES } from '#domain/webhook/webhook.ts'
import { wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { words } from '../../../parts/status-badge.ts'
import type { Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import { type Typed, typedAs } from '../typed.ts'
import { newKey } from './new-key.ts'

/** A day: as long as what fails is tried. */
const STRETCH_MS = 86_400_000

export function replayForm(person: Person, id: string, typed = proposed(), problem?: Problem): Markup {
  const chosen = typed.all('replay_status')
  const box = (status: string) =>
    html`<label class="check"><input type="checkbox" name="replay_status" value="${status}"${chosen.includes(status) ? html` checked` : ''} /> ${words(status)}</label>`
  const content = html`${newKey()}<p class="soft">Each goes under its own <code>webhook-id</code> again: a receiver that has it already knows it by that.</p>
    <div class="span">${moment('since', 'Made from (UTC)', true)}${moment('until', 'until (UTC)', false)}</div>
    <fieldset><legend>Those that are</legend><div class="checks">${DELIVERY_STATUSES.map(box)}</div></fieldset>
    <div class="row"><button>Send again</button></div>`
  return html`<details class="card later"${problem === undefined ? nothing : html` open`}><summary>Send a stretch of time again</summary>${changeForm(person, `webhooks/${id}/replay`, content)}</details>`

  function moment(name: string, label: string, required: boolean): Markup {
    const wrong = wrongAt(problem, `/${name}`)
    return html`<div class="field"><label for="replay-${name}">${label}</label>
      <input id="replay-${name}" name="replay_${name}" type="datetime-local" value="${typed.text(`replay_${name}`)}"${required ? html` required` : ''}${wrong === undefined ? nothing : html` aria-invalid="true" aria-describedby="replay-${name}-wrong"`} />
      ${wrong === undefined ? nothing : html`<p class="wrong" id="replay-${name}-wrong">${wrong}</p>`}</div>`
  }
}

function proposed(): Typed {
  const since = new Date(Date.now() - STRETCH_MS).toISOString().slice(0, 16)
  return typedAs({ replay_since: since, replay_status: 'FAILED' })
}
