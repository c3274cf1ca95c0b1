// The form of a webhook: where to, and what it is told.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { WEBHOOK_PATTERNS } from '#domain/webhook/event-types.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import type { Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import type { Typed } from '../typed.ts'

export interface WebhookForm {
  typed: Typed
  /** Absent: it is being added, under `key`. */
  id?: string
  key?: string
  problem?: Problem | undefined
}

export function webhookForm(person: Person, { typed, id, key, problem }: WebhookForm): Markup {
  const value = (name: string) => ({ name, value: typed.text(name), wrong: wrongAt(problem, `/${name}`) })
  const back = id === undefined ? 'webhooks' : `webhooks/${id}`
  const content = html`${key === undefined ? nothing : html`<input type="hidden" name="key" value="${key}" />`}
    ${field({ ...value('url'), label: 'Address', type: 'url', required: true, max: 2000, hint: 'Of your receiver; https, and nothing of an inner network' })}
    ${events(typed.all('events'), wrongAt(problem, '/events'))}
    ${field({ ...value('description'), label: 'What it is for', max: 500, hint: 'Optional' })}
    <div class="row"><button class="primary">${id === undefined ? 'Add webhook' : 'Save'}</button><a class="button" href="/console/settings/${back}">Cancel</a></div>`
  const action = id === undefined ? 'webhooks/new' : `webhooks/${id}/edit`
  return html`${problem === undefined ? nothing : refusalNotice({ problem })}${changeForm(person, action, content, { guard: true })}`
}

const WHOLE: Readonly<Record<string, string>> = {
  '*': 'Everything',
  'campaign.*': 'All of campaigns',
  'action.*': 'All of actions',
  'session.*': 'All of sessions',
}

/** What a newer program has set and this one does not know is kept. */
function events(chosen: readonly string[], wrong: string | undefined): Markup {
  const single = [...new Set([...WEBHOOK_PATTERNS.filter(name => name !== 'webhook.test'), ...chosen])].filter(
    name => WHOLE[name] === undefined,
  )
  const box = (name: string, text: Markup | string) =>
    html`<label class="check"><input type="checkbox" name="events" value="${name}"${chosen.includes(name) ? html` checked` : ''} /> ${text}</label>`
  const open = single.some(name => chosen.includes(name))
  return html`<fieldset${wrong === undefined ? nothing : html` aria-describedby="events-wrong"`}><legend>What it is told</legend>
    <div class="checks">${Object.entries(WHOLE).map(([name, text]) => box(name, text))}</div>
    <details${open ? html` open` : ''}><summary>Single changes</summary><div class="checks">${single.map(name => box(name, html`<code>${name}</code>`))}</div></details>
    ${wrong === undefined ? nothing : html`<p class="wrong" id="events-wrong">${wrong}</p>`}</fieldset>`
}
