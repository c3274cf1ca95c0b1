// Who a post is by, as a reader sees it. Drawn without any platform's mark.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'

/** @param below such as when, or to whom */
export function author(account: string, below: string | Markup, prefix = ''): Markup {
  return html`<div class="author">
    <span class="avatar" aria-hidden="true">${account[0]?.toUpperCase() ?? '?'}</span>
    <span><strong>${prefix}${account}</strong><br /><span class="soft small">${below}</span></span>
  </div>`
}
