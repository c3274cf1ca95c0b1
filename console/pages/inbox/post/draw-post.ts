// A post drawn as its platform will show it; each has a drawing of its own.
import { html } from 'hono/html'
import type { Markup } from '../../../parts/markup.ts'
import { adPost } from './ad-post.ts'
import { facebookPost } from './facebook-post.ts'
import { instagramPost } from './instagram-post.ts'
import { linkedinPost } from './linkedin-post.ts'
import { mockPost } from './mock-post.ts'
import { LOOKS, type Look, type Post } from './post.ts'
import { hiddenCharacters } from './rich-text.ts'
import { xPost } from './x-post.ts'

const DRAWINGS: Readonly<Record<Look, (post: Post) => Markup>> = {
  x: xPost,
  facebook: facebookPost,
  instagram: instagramPost,
  ad: adPost,
  linkedin: linkedinPost,
  mock: mockPost,
}

export function drawPost(post: Post): Markup {
  const hidden = hiddenCharacters(post.text)
  return html`<div class="post ${post.look}" role="group" aria-label="${LOOKS[post.look]} by ${post.account}">
      ${DRAWINGS[post.look](post)}
    </div>
    ${hidden.length === 0 ? '' : html`<p class="small missing"><strong>It holds characters that nobody sees:</strong> ${hidden.join(', ')}</p>`}`
}
