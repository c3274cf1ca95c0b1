// The previews of an action's media as a page, for whoever has no script.
import { html } from 'hono/html'
import type { ActionMedium } from '#contracts/action-media.ts'
import type { Markup } from '../../../parts/markup.ts'
import { page } from '../../../parts/page.ts'
import type { Person } from '../../../person.ts'
import { mediaPreviews } from './media-slot.ts'

export function mediaPage(person: Person, id: string, media: readonly ActionMedium[]): Markup {
  return page(person, {
    title: 'Media',
    section: 'inbox',
    content: html`<h1>Media</h1><p><a href="/console/inbox/${id}">Back to the post</a></p><div class="card post">${mediaPreviews(media)}</div>`,
  })
}
