// The minutes themselves: as they read, and, where the machine can print them, as they look.
import { basename } from 'node:path'
import { html, raw } from 'hono/html'
import type { DemoRecord } from '../demo-record.ts'
import { onlyAPage } from '../document/page-html.ts'
import { type Html, section } from './markup.ts'

export function documentSection({ session }: DemoRecord): Html {
  const { page, path, restrictedPath } = session
  const lead = html`<code>${basename(path)}</code>, fetched by its signed link. What is restricted stands in <code>${basename(restrictedPath)}</code> alone, sealed by the same snapshot.`
  const png = page.png === undefined ? undefined : Buffer.from(page.png).toString('base64')
  const printed =
    png === undefined
      ? html`<p class="muted small">With LibreOffice and poppler on the machine, its first page would stand here as it is printed.</p>`
      : html`<h3>Its first page, printed by LibreOffice</h3><img class="printed" src="data:image/png;base64,${png}" alt="The first page of the minutes">`
  // Text and pictures of others, but nothing else: it has just been taken apart and put together again.
  return section('minutes', 'Minutes', lead, [
    html`<article class="sheet">${raw(onlyAPage(page.html))}</article>`,
    printed,
  ])
}
