// The form that releases a kill switch, with what goes on then.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { time } from '../../../parts/time.ts'
import type { Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import type { Typed } from '../typed.ts'
import type { KillSwitch } from './kill-switch.ts'

export function releaseForm(person: Person, one: KillSwitch, typed: Typed, problem?: Problem): Markup {
  const { scope, platform, account } = one
  const hidden = Object.entries({ scope, platform, account }).filter(([, value]) => value !== undefined)
  const content = html`${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value ?? ''}" />`)}
    ${field({ name: 'reason', label: 'Why it may go on', rows: 2, required: true, max: 2000, value: typed.text('reason'), wrong: wrongAt(problem, '/reason') })}
    <div class="row"><button class="primary">Release</button><a class="button" href="/console/settings/kill-switches">Cancel</a></div>`
  return html`<div class="card narrow">${problem === undefined ? nothing : refusalNotice({ problem })}
    <p>Engaged by ${one.changed_by.sub} ${time(one.changed_at)}: <q>${one.reason}</q></p>
    <p>What waits goes out again, as far as its time and its approvals still hold. What another engaged switch holds stays.</p>
    ${changeForm(person, 'kill-switches/release', content)}</div>`
}
