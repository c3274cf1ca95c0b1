// A page for whoever is not signed in.
import { html } from 'hono/html'
import { document } from './document.ts'
import type { Markup } from './markup.ts'

export function outsidePage(title: string, content: Markup): Markup {
  return document(
    title,
    html`<body class="outside">
    <main>
      <p class="brand">Mandate</p>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>`,
  )
}
