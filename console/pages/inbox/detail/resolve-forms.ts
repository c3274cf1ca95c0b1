// The two honest answers to what became of a post that nobody knows the end of.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { link } from '../../../parts/link.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { Person } from '../../../person.ts'
import { type Look, toPost } from '../post/post.ts'
import { allowedTo, type WaitingAction } from '../waiting.ts'

/** What was typed and what the API found wrong with it. */
export interface TypedAnswer {
  outcome: 'published' | 'not_published'
  platform_ref_id: string
  comment: string
  problem?: Problem
}

export function resolveForms(person: Person, action: WaitingAction, typed?: TypedAnswer): Markup {
  if (action.status !== 'OUTCOME_UNKNOWN') return nothing
  const { look, account } = toPost(action)
  const at = accountPage(look, account)
  return html`<section class="card resolve" id="resolve"><h2>What became of it?</h2>
    <p>It was sent, and nobody can tell whether the platform took it. Look at the account${at === undefined ? '' : html` (${link(at, 'open it')})`}, then say what you found. The platform is asked once more before your answer counts.</p>
    ${allowedTo(person, action).has('resolve') ? forms(person, action.action_id, typed) : html`<p class="soft">To answer takes the scope actions:approve.</p>`}
  </section>`
}

function forms(person: Person, id: string, typed?: TypedAnswer): Markup {
  const to = `/console/inbox/${id}/resolve`
  const [published, absent] = (['published', 'not_published'] as const).map(outcome =>
    typed?.outcome === outcome ? typed : undefined,
  )
  return html`<div class="answers">
    <form method="post" action="${to}" class="fields"><h3>It is there</h3>
      <p class="small soft">It counts as published under this id. It is never sent again.</p>
      ${csrfField(person)}<input type="hidden" name="outcome" value="published" />
      ${field({ name: 'platform_ref_id', label: 'Id of the post on the platform', required: true, max: 200, value: published?.platform_ref_id, wrong: wrongAt(published?.problem, '/platform_ref_id') })}
      ${comment('there', published)}
      <button class="primary">It was published</button>
    </form>
    <form method="post" action="${to}" class="fields"><h3>It is not there</h3>
      <p class="small soft">Sent again, it is published once more if you overlooked it. Not sent again, it counts as failed.</p>
      ${csrfField(person)}<input type="hidden" name="outcome" value="not_published" />
      ${comment('absent', absent)}
      <div class="row"><button name="retry" value="no">Not published, leave it</button><button name="retry" value="yes" class="danger">Not published, send again</button></div>
    </form>
  </div>`
}

/** Two forms stand on one page: each field has an id of its own. */
function comment(which: string, typed: TypedAnswer | undefined): Markup {
  const wrong = wrongAt(typed?.problem, '/comment')
  return html`<div class="field"><label for="comment-${which}">How do you know?</label>
    <textarea id="comment-${which}" name="comment" rows="2" maxlength="2000" required${wrong === undefined ? nothing : html` aria-invalid="true" aria-describedby="comment-${which}-wrong"`}>${typed?.comment ?? ''}</textarea>
    ${wrong === undefined ? nothing : html`<p class="wrong" id="comment-${which}-wrong">${wrong}</p>`}</div>`
}

/** Where the account is seen by people; pages and organizations are called by the tenant's own name, so only X's is known. */
function accountPage(look: Look, account: string): string | undefined {
  return look === 'x' ? `https://x.com/${encodeURIComponent(account)}` : undefined
}
