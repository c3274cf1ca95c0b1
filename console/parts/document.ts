// The HTML around every page of the console.
import { html } from 'hono/html'
import type { Markup } from './markup.ts'

/** No code in attributes, none evaluated, no styles put in (nor put back, which is what settling does): the policy would refuse them. */
const HTMX = JSON.stringify({
  ...{ extensions: 'sse', includeIndicatorCSS: false, defaultSettleDelay: 0 },
  ...{ mode: 'same-origin', history: 'reload' },
  // What a person has unfolded stays so when a part is drawn anew.
  morphIgnore: ['data-htmx-powered', 'open'],
})

const STYLES = ['base', 'frame', 'pieces', 'tables', 'forms', 'dialogs']
/** Beside the file of a section's own name. */
const MORE_STYLES: Readonly<Record<string, readonly string[]>> = { inbox: ['post'], campaigns: ['campaign-picture'] }
/** Sections with a script of their own. */
const SCRIPTED: ReadonlySet<string> = new Set(['sessions', 'templates'])

/**
 * @param body with its tags
 * @param section whose styles it needs
 */
export function document(title: string, body: Markup, section?: string): Markup {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <meta name="htmx-config" content="${HTMX}" />
    <title>${title} · Mandate</title>
    <link rel="icon" href="/console/assets/icon.svg" type="image/svg+xml" />
    ${stylesFor(section).map(name => html`<link rel="stylesheet" href="/console/assets/${name}.css" />`)}
    <script src="/console/assets/htmx.js" defer></script>
    <script src="/console/assets/hx-sse.js" defer></script>
    <script type="module" src="/console/assets/console.js"></script>
    ${section === undefined || !SCRIPTED.has(section) ? '' : html`<script src="/console/assets/${section}.js" defer></script>`}
  </head>
  ${body}
</html>`
}

const stylesFor = (section: string | undefined) =>
  section === undefined ? STYLES : [...STYLES, ...(MORE_STYLES[section] ?? []), section]
