// The form that engages a kill switch, and the question before it is done.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { PLATFORM_OPTIONS } from '../../../parts/platforms.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { may, type Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import type { Typed } from '../typed.ts'
import { nameOf, type Target, targetFor } from './kill-switch.ts'

export function engageForm(person: Person, typed: Typed, problem?: Problem): Markup {
  const ops = may(person, 'ops')
  const value = (name: string) => ({ name, value: typed.text(name), wrong: wrongAt(problem, `/${name}`) })
  const scopes = [
    ['', 'Choose…'],
    ['account', 'One account'],
    ['platform', ops ? 'A platform, for every tenant' : 'A platform, for this tenant'],
    ['tenant', 'Everything of this tenant'],
    ...(ops ? ([['global', 'Everything of everybody']] as const) : []),
  ] as const
  const content = html`<div class="span">
      ${field({ ...value('scope'), label: 'What to hold back', options: scopes, required: true })}
      ${field({ ...value('platform'), label: 'Platform', options: [['', '–'], ...PLATFORM_OPTIONS] })}
      ${field({ ...value('account'), label: 'Account', max: 100, hint: 'Only for one account' })}</div>
    ${field({ ...value('reason'), label: 'Reason', rows: 2, required: true, max: 2000, hint: 'Everybody who is held back reads it' })}
    <div class="row"><button class="danger">Engage…</button></div>`
  return html`${problem === undefined ? nothing : refusalNotice({ problem })}${changeForm(person, 'kill-switches', content)}`
}

export function confirmEngage(person: Person, asked: Target, reason: string): Markup {
  const { scope, platform, account } = asked
  const hidden = Object.entries({ scope, platform, account, reason }).filter(([, value]) => value !== undefined)
  return html`<section class="card narrow confirm" role="alertdialog" aria-labelledby="confirm-title" aria-describedby="confirm-text">
    <h2 id="confirm-title">Hold back: ${nameOf(targetFor(person, asked), person)}?</h2>
    <div id="confirm-text"><ul>
      <li>Nothing is sent, nothing approved, nothing accepted any more.</li>
      <li>What waits stays as it is, with its approvals, and goes on once the switch is released.</li>
      <li>What is being sent at this moment can't be called back: you are told which.</li>
    </ul><p>Reason: <q>${reason}</q></p></div>
    <div class="row">${changeForm(
      person,
      'kill-switches',
      html`${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}" />`)}
        <button name="confirmed" value="1" class="danger" autofocus>Engage now</button>
        <button name="back" value="1">Back</button>`,
      { kind: 'row' },
    )}</div>
  </section>`
}
