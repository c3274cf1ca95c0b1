// The form that edits an action.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import type { Problem } from '#contracts/problem.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { Person } from '../../../person.ts'
import { LOOKS, toPost } from '../post/post.ts'
import { platformFields } from './platform-fields.ts'
import type { TypedEdit } from './typed-edit.ts'

export interface EditPage {
  person: Person
  action: ActionResource
  typed: TypedEdit
  problem?: Problem
  notice?: Markup
}

export function editPage({ person, action, typed, problem, notice = nothing }: EditPage): Markup {
  const { id, look, account } = toPost(action)
  const wrong = (pointer: string) => wrongAt(problem, pointer)
  const had = action.approvals.length
  return html`<p class="small"><a href="/console/inbox/${id}">${LOOKS[look]} · ${account}</a></p>
    <h1>Edit</h1>
    ${notice}
    <p class="notice">${had === 0 ? 'Whoever edits it may not approve it.' : `${had === 1 ? 'Its approval becomes' : `Its ${had} approvals become`} void, and whoever edits it may not approve it.`}</p>
    <form method="post" action="/console/inbox/${id}/edit" class="fields card" data-guard>
      ${csrfField(person)}
      <input type="hidden" name="version" value="${typed.version}" /><input type="hidden" name="digest" value="${typed.digest}" />
      ${field({ name: 'content_text', label: 'Text', rows: 8, max: 65_000, required: true, value: typed.content_text, wrong: wrong('/payload/content_text') })}
      <fieldset><legend>Media</legend>
        ${wrong('/payload/media_urls') === undefined ? nothing : html`<p class="wrong" role="alert">${wrong('/payload/media_urls')}</p>`}
        ${[...typed.media, { url: '', alt: '' }, { url: '', alt: '' }].map(mediaRow)}
        <p class="small soft">Leave an address empty to take the medium out.</p>
      </fieldset>
      ${field({ name: 'account', label: 'Account', required: true, max: 100, value: typed.account, wrong: wrong('/account') })}
      <div class="columns">
        ${field({ name: 'schedule', label: 'Goes out', type: 'datetime-local', hint: 'Empty: as soon as it may', value: typed.schedule, wrong: wrong('/payload/schedule_time') })}
        ${field({ name: 'expires', label: 'Expires', type: 'datetime-local', hint: 'It is not sent later than that', value: typed.expires, wrong: wrong('/expires_at') })}
      </div>
      ${field({ name: 'zone', label: 'Time zone of both', hint: 'Such as Europe/Berlin', max: 100, required: true, value: typed.zone, wrong: wrong('/payload/schedule_zone') })}
      <div class="columns">
        ${field({ name: 'budget_bid', label: 'Budget', hint: 'Empty: free of charge', value: typed.budget_bid, wrong: wrong('/payload/budget_bid') })}
        ${field({ name: 'currency', label: 'Currency', hint: 'Three letters', max: 3, value: typed.currency, wrong: wrong('/payload/currency') })}
      </div>
      ${platformFields(action, typed, wrong)}
      <div class="row"><button class="primary">Save</button><a class="button" href="/console/inbox/${id}">Leave it as it is</a></div>
    </form>`
}

function mediaRow({ url, alt }: { url: string; alt: string }, n: number): Markup {
  return html`<div class="columns">
    <div class="field"><label for="media-${n}">Address ${n + 1}</label><input id="media-${n}" name="media_url" type="url" maxlength="2000" value="${url}" /></div>
    <div class="field"><label for="alt-${n}">Alternative text ${n + 1}</label><input id="alt-${n}" name="alt_text" maxlength="1000" value="${alt}" /></div>
  </div>`
}
