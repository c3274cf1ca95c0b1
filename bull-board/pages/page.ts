// The frame of the board's own pages: sign-in, problems, the way from a job to its subject.
import { html } from 'hono/html'

export type Markup = ReturnType<typeof html>

export function page(title: string, content: Markup): Markup {
  return document(
    title,
    html`<body>
    <main>
      <p class="brand">Mandate board</p>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>`,
  )
}

/** @param body with its tags */
export function document(title: string, body: Markup, styles: readonly string[] = ['page.css']): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${title} · Mandate board</title>
    <link rel="icon" href="/assets/favicon.ico" />
    <link rel="stylesheet" href="/assets/fonts.css" />
    ${styles.map(name => html`<link rel="stylesheet" href="/assets/${name}" />`)}
  </head>
  ${body}
</html>`
}
