// A post on LinkedIn, of an organization or a member.
import { html } from 'hono/html'
import { kindOfName } from '#domain/action/account-kind.ts'
import type { Markup } from '../../../parts/markup.ts'
import { author } from './author.ts'
import { foldedText } from './fold.ts'
import { mediaSlot } from './media-slot.ts'
import type { Post } from './post.ts'

export function linkedinPost(post: Post): Markup {
  const isMember = kindOfName('LINKEDIN', post.account) === 'member'
  return html`${author(post.account, isMember ? 'Member · Anyone' : 'Organization · Anyone')}
    ${foldedText(post.text, { characters: 210, lines: 3 })}
    ${mediaSlot(post)}`
}
