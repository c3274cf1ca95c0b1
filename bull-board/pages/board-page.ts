// The frame of the pages that stand beside Bull Board: the way between them, and which environment this is.
import { html } from 'hono/html'
import { document, type Markup } from './page.ts'

export interface BoardFrame {
  apiUrl: string
  environment?: { label: string; color: string } | undefined
}

const PLACES = [
  ['/board', 'Queues'],
  ['/board/waiting', 'Waiting'],
  ['/board/changes', 'Changes'],
] as const

/** @param here the page's own place among them */
export function boardPage(
  title: string,
  content: Markup,
  { here, apiUrl, environment }: BoardFrame & { here: string },
): Markup {
  const link = ([url, text]: readonly [string, string]) =>
    html`<li><a href="${url}" ${url === here ? html`aria-current="page"` : ''}>${text}</a></li>`
  return document(
    title,
    html`<body class="wide">
    <a class="skip" href="#content">To the content</a>
    ${environment === undefined ? '' : html`<p class="environment" style="--of: ${environment.color}">${environment.label}</p>`}
    <header>
      <p class="brand">Mandate board</p>
      <nav aria-label="Board">
        <ul>${PLACES.map(link)}<li><a href="${apiUrl}/docs">API</a></li><li><a href="/auth/sign-out">Sign out</a></li></ul>
      </nav>
    </header>
    <main id="content">
      <h1>${title}</h1>
      ${content}
    </main>
  </body>`,
    ['page.css', 'board-page.css'],
  )
}
