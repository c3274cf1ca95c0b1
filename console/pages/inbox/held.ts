// Kill switches that are engaged, for whoever may see them: nothing is approved meanwhile.
import { html } from 'hono/html'
import type { Api } from '../../http/api.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { time } from '../../parts/time.ts'
import { mayLook, type Person } from '../../person.ts'

export type Held = Markup

interface Switch {
  scope: string
  platform?: string
  account?: string
  engaged: boolean
  reason: string
  changed_by: { sub: string }
  changed_at: string
}

/** Without the scope nothing is asked: the API then says so when something is approved. */
export async function askHeld(api: Api, person: Person): Promise<Held> {
  if (!mayLook(person, 'tenant:admin')) return nothing
  const answer = await api.look<{ data: Switch[] }>('/kill-switch')
  const engaged = answer.ok ? answer.body.data.filter(({ engaged }) => engaged) : []
  if (engaged.length === 0) return nothing
  return html`<div class="notice bad" role="status">${engaged.map(
    ({ scope, platform, account, reason, changed_by: by, changed_at: at }) =>
      html`<p><strong>Kill switch engaged (${[scope, platform, account].filter(Boolean).join(' ')}):</strong> ${reason}
        <span class="soft">by ${by.sub}, ${time(at)}. What it holds back can not be approved.</span></p>`,
  )}</div>`
}
