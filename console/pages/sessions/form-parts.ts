// A form of a session's page: in the dialog `work` where script runs, on a page of its own where not.
import { html } from 'hono/html'
import { csrfField } from '../../parts/csrf-field.ts'
import type { Markup } from '../../parts/markup.ts'
import type { Person } from '../../person.ts'

export interface WorkForm {
  person: Person
  action: string
  content: Markup
  button: string
  /** Where Cancel leads without script. */
  back: string
  /** It answers with a part of the page and not with another page. */
  isPart: boolean
}

export function workForm({ person, action, content, button, back, isPart }: WorkForm): Markup {
  const part = isPart ? html` hx-post="${action}" hx-target="#work-content" hx-swap="innerHTML"` : ''
  return html`<form class="fields" method="post" action="${action}"${part}>
    ${csrfField(person)}
    ${content}
    <div class="row"><button class="primary">${button}</button> <a class="button" href="${back}" data-closes>Cancel</a></div>
  </form>`
}
