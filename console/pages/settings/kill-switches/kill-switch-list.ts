// The kill switches that concern the person; what is engaged is said in red above them.
import { html } from 'hono/html'
import { queryString } from '../../../http/query-string.ts'
import { by } from '../../../parts/by.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge } from '../../../parts/status-badge.ts'
import { table } from '../../../parts/table.ts'
import type { Person } from '../../../person.ts'
import { type KillSwitch, mayRelease, nameOf } from './kill-switch.ts'

export function killSwitchList(person: Person, switches: readonly KillSwitch[]): Markup {
  return table<KillSwitch>(
    'Kill switches',
    [
      { title: 'Holds back', heads: true, cell: one => nameOf(one, person) },
      { title: 'State', cell: ({ engaged }) => (engaged ? badge('Engaged', 'bad') : badge('Released', 'plain')) },
      { title: 'Reason', cell: ({ reason }) => reason },
      { title: 'Set by', cell: ({ changed_by, changed_at }) => by(changed_by, changed_at) },
      { title: 'Do', cell: one => release(person, one) },
    ],
    switches,
    'None was ever engaged.',
  )
}

export function engagedBanner(person: Person, switches: readonly KillSwitch[]): Markup {
  const engaged = switches.filter(one => one.engaged)
  if (engaged.length === 0) return nothing
  return html`<div class="engaged" role="alert"><strong>${engaged.length === 1 ? 'A kill switch is engaged.' : `${engaged.length} kill switches are engaged.`}</strong>
    Nothing of this is sent, approved or accepted: ${engaged.map(one => nameOf(one, person)).join('; ')}.</div>`
}

function release(person: Person, one: KillSwitch): Markup {
  if (!one.engaged) return html`<span class="soft">–</span>`
  if (!mayRelease(person, one)) return html`<span class="small soft">Not yours to release</span>`
  const { scope, platform, account } = one
  return html`<a class="button" href="/console/settings/kill-switches/release${queryString({ scope, platform, account })}" aria-label="Release: ${nameOf(one, person)}">Release…</a>`
}
