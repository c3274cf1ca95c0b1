// What one platform alone knows of a post, and what an ad alone has.
import { html } from 'hono/html'
import type { ActionResource } from '#contracts/action.ts'
import { field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import type { TypedEdit } from './typed-edit.ts'

/** @param wrong what the API found at a JSON pointer. @returns whatever the action holds as well, whether its platform knows it or not */
export function platformFields(
  { platform }: ActionResource,
  typed: TypedEdit,
  wrong: (pointer: string) => string | undefined,
): Markup {
  const { kind, reply_to, audience, allow_duplicate } = typed
  const isAd = platform === 'META' || audience.age_from !== ''
  return html`${platform === 'META' || kind !== '' ? field({ name: 'kind', label: 'Kind', options: KINDS, value: kind, wrong: wrong('/payload/kind') }) : nothing}
    ${platform === 'TWITTER' || reply_to !== '' ? field({ name: 'reply_to', label: 'Answers the post', hint: 'Its id on the platform', max: 200, value: reply_to, wrong: wrong('/payload/reply_to') }) : nothing}
    ${
      isAd
        ? html`<fieldset><legend>Whom an ad is shown</legend>
      <div class="columns">
        ${field({ name: 'age_from', label: 'Age from', type: 'number', value: audience.age_from })}
        ${field({ name: 'age_to', label: 'Age to', type: 'number', value: audience.age_to })}
      </div>
      ${field({ name: 'interests', label: 'Interests', hint: 'One a line; all empty: everybody that the account reaches', rows: 3, value: audience.interests, wrong: wrong('/payload/target_audience') })}
    </fieldset>`
        : nothing
    }
    <label class="row"><input type="checkbox" name="allow_duplicate" value="yes"${allow_duplicate === 'yes' ? html` checked` : nothing} /> The same content may stand on the account twice</label>`
}

const KINDS = [
  ['', 'As the account shows it'],
  ['post', 'Post of a page'],
  ['instagram', 'Instagram'],
  ['ad', 'Ad'],
] as const
