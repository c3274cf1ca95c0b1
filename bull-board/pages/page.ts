// The frame of the board's own pages: sign-in, problems, the way from a job to its subject.
import { html } from 'hono/html'

type Markup = ReturnType<typeof html>

export function page(title: string, content: Markup): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${title} · Mandate board</title>
    <link rel="icon" href="/assets/favicon.ico" />
    <link rel="stylesheet" href="/assets/fonts.css" />
    <link rel="stylesheet" href="/assets/page.css" />
  </head>
  <body>
    <main>
      <p class="brand">Mandate board</p>
      <h1>${title}</h1>
      ${content}
    </main>
  </body>
</html>`
}
