// The form that asks why something shall not be sent.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import type { Problem } from '#contracts/problem.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import type { Markup } from '../../../parts/markup.ts'
import type { Person } from '../../../person.ts'
import { LOOKS, toPost } from '../post/post.ts'

export type Stop = 'reject' | 'cancel'

export interface ReasonForm {
  action: ActionResource
  /** The version and digest that were on the person's screen. */
  version: string
  digest: string
  back: string
  reason?: string
  problem?: Problem
}

export function reasonForm(person: Person, stop: Stop, asked: ReasonForm) {
  const { action, back, version, digest, reason = '', problem } = asked
  const { id, look, account, text } = toPost(action)
  const title = `${TITLES[stop]} this ${LOOKS[look]} of ${account}`
  const to = `/console/inbox/${id}/${stop}`
  const inList = html` hx-post="${to}" hx-target="#a-${id}" hx-swap="outerMorph"`
  const form = (
    leave: Markup,
  ) => html`<blockquote class="quoted">${text.length > 240 ? `${text.slice(0, 240)}…` : text}</blockquote>
    <form method="post" action="${to}" class="fields"${back === 'page' ? '' : inList}>
      ${csrfField(person)}
      <input type="hidden" name="back" value="${back}" />
      <input type="hidden" name="version" value="${version}" />
      <input type="hidden" name="digest" value="${digest}" />
      ${field({ name: 'reason', label: 'Reason', hint: HINTS[stop], rows: 3, max: 2000, required: true, autofocus: true, value: reason, wrong: wrongAt(problem, '/reason') })}
      <div class="row"><button class="danger">${TITLES[stop]}</button>${leave}</div>
    </form>`
  return {
    title,
    page: html`<h1>${title}</h1><div class="card">${form(html`<a class="button" href="/console/inbox${back === 'page' ? `/${id}` : `?${back}`}">Leave it</a>`)}</div>`,
    dialog: html`<h2 id="asked-title">${title}</h2>${form(html`<button type="button" data-closes>Leave it</button>`)}`,
  }
}

const TITLES: Readonly<Record<Stop, string>> = { reject: 'Reject', cancel: 'Cancel' }

const HINTS: Readonly<Record<Stop, string>> = {
  reject: 'Whoever proposed it reads it. It will not be sent.',
  cancel: 'It is kept in the log. It will not be sent.',
}
