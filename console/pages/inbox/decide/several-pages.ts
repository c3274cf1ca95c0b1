// What is asked before several are approved, and what came of each.
import { html } from 'hono/html'
import type { ActionPayload, ActionResource } from '#contracts/action.ts'
import type { Sent } from '../../../http/api.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import type { Person } from '../../../person.ts'
import { costOf, LOOKS, toPost } from '../post/post.ts'
import { doneText } from './done.ts'

export interface Chosen {
  id: string
  /** That was on the screen when it was selected. */
  digest: string
  action: ActionResource | undefined
}

export interface Outcome {
  id: string
  sent: Sent<ActionResource>
  action?: ActionResource | undefined
}

export function confirmSeveral(person: Person, chosen: readonly Chosen[], back: string): Markup {
  if (chosen.length === 0)
    return html`<h1>Nothing is selected</h1><p>Select with <kbd>x</kbd> or the box of each card.</p>${toList(back)}`
  const count = chosen.length === 1 ? 'this one' : `these ${chosen.length}`
  return html`<h1>Approve ${count}?</h1>
    <p>Each is approved as it was on your screen. What changed since is refused and stays.</p>
    ${table('What is to be approved', COLUMNS, chosen, '')}
    <form method="post" action="/console/inbox/several" class="row spaced">${csrfField(person)}
      <input type="hidden" name="confirmed" value="1" /><input type="hidden" name="back" value="${back}" />
      ${chosen.map(({ id, digest }) => html`<input type="hidden" name="chosen" value="${id} ${digest}" />`)}
      <button class="primary" data-key="A" autofocus>Approve ${count} <kbd aria-hidden="true">A</kbd></button>
      ${toList(back)}
    </form>`
}

const COLUMNS = [
  {
    title: 'Post',
    heads: true,
    cell: ({ id, action }: Chosen) => html`<a href="/console/inbox/${id}">${nameOf(action)}</a>`,
  },
  { title: 'Text', cell: ({ action }: Chosen) => beginning(action) },
  { title: 'Cost', cell: ({ action }: Chosen) => costOf((action?.payload ?? {}) as Partial<ActionPayload>) ?? 'free' },
  {
    title: 'Digest shown',
    cell: ({ digest, action }: Chosen) =>
      html`<code>${digest.slice(0, 12)}</code>${action?.digest === digest ? nothing : html` ${badge('changed since', 'warn')}`}`,
  },
]

export function severalOutcomes(outcomes: readonly Outcome[], back: string): Markup {
  const done = outcomes.filter(({ sent }) => sent.ok).length
  const refused = outcomes.length - done
  return html`<h1>${done} approved${refused === 0 ? nothing : html`, ${refused} not`}</h1>
    ${table('What came of each', RESULTS, outcomes, 'Nothing was selected.')}
    <p class="row spaced">${toList(back)}</p>`
}

const RESULTS = [
  {
    title: 'Post',
    heads: true,
    cell: ({ id, action }: Outcome) => html`<a href="/console/inbox/${id}">${nameOf(action)}</a>`,
  },
  { title: 'Text', cell: ({ action }: Outcome) => beginning(action) },
  {
    title: 'Outcome',
    cell: ({ sent }: Outcome) =>
      sent.ok
        ? html`${badge('Approved', 'good')} <span class="small">${doneText('approved', sent.body)}</span>`
        : html`${badge('Not approved', 'bad')} <span class="small">${sent.problem.detail} <code>${sent.problem.code}</code></span>`,
  },
]

const nameOf = (action: ActionResource | undefined) =>
  action === undefined ? 'It is gone' : `${LOOKS[toPost(action).look]} · ${action.account}`

function beginning(action: ActionResource | undefined): string {
  const text = action === undefined ? '' : toPost(action).text
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}

const toList = (back: string) =>
  html`<a class="button" href="/console/inbox${back === '' ? '' : `?${back}`}">Back to the inbox</a>`
