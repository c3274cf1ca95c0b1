// The frame of every page: where one is, where one may go, and who one is.
import { html } from 'hono/html'
import { mayLook, type Person } from '../person.ts'
import { csrfField } from './csrf-field.ts'
import { document } from './document.ts'
import type { Markup } from './markup.ts'

export type Section = 'inbox' | 'campaigns' | 'sessions' | 'templates' | 'settings'

const SECTIONS: readonly { name: Section; title: string; scope: string; key: string }[] = [
  { name: 'inbox', title: 'Inbox', scope: 'actions:read', key: 'i' },
  { name: 'campaigns', title: 'Campaigns', scope: 'campaigns:read', key: 'c' },
  { name: 'sessions', title: 'Sessions', scope: 'sessions:read', key: 's' },
  { name: 'templates', title: 'Templates', scope: 'tenant:admin', key: 't' },
  { name: 'settings', title: 'Settings', scope: 'tenant:admin', key: 'e' },
]

export interface Page {
  title: string
  section?: Section
  content: Markup
}

export function page(person: Person, { title, section, content }: Page): Markup {
  return document(
    title,
    html`<body data-csrf="${person.csrf}" data-of="${ofPerson(person)}" hx-headers:inherited="${JSON.stringify({ 'X-CSRF-Token': person.csrf })}">
    <a class="skip" href="#main">Skip to the content</a>
    <header class="top">
      <a class="brand" href="/console">Mandate</a>
      <nav aria-label="Sections">
        ${sectionsFor(person).map(
          ({ name, title, key }) =>
            html`<a href="/console/${name}" data-go="${key}"${name === section ? html` aria-current="page"` : ''}>${title}</a>`,
        )}
      </nav>
      <details class="person">
        <summary aria-label="Signed in as ${person.sub}"><span>${person.sub}</span></summary>
        <div class="menu">
          <p class="soft">Tenant <code>${person.tenantId}</code></p>
          <button type="button" class="plain" data-opens="shortcuts">Keyboard shortcuts</button>
          <form method="post" action="/console/auth/sign-out">${csrfField(person)}
            <button class="plain">Sign out</button>
            <button class="plain" name="everywhere" value="1">Sign out everywhere</button>
          </form>
        </div>
      </details>
    </header>
    <main id="main" tabindex="-1">${content}</main>
    <div id="notices" role="status" aria-live="polite"></div>
    ${dialogs}
  </body>`,
    section,
  )
}

/** Whose page it is: the token of somebody else's sign-in is not for it. */
export const ofPerson = ({ tenantId, sub }: Person) => `${tenantId} ${sub}`

/** The first is where the console opens. */
export const sectionsFor = (person: Person) => SECTIONS.filter(({ scope }) => mayLook(person, scope))

const dialogs = html`<dialog id="shortcuts" aria-labelledby="shortcuts-title">
      <h2 id="shortcuts-title">Keyboard shortcuts</h2>
      <dl class="keys" id="shortcut-list"></dl>
      <form method="dialog"><button>Close</button></form>
    </dialog>
    <dialog id="signed-out" aria-labelledby="signed-out-title">
      <h2 id="signed-out-title">Your sign-in has ended</h2>
      <p>What stands on this page stays. Sign in beside it, then do again what you were about to do.</p>
      <form method="dialog">
        <a class="button" href="/console/auth/sign-in?return_to=/console/done" target="_blank" rel="noopener">Sign in</a>
        <button>Close</button>
      </form>
    </dialog>`
