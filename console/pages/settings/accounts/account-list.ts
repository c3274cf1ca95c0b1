// The accounts of the tenant: whether they take posts, what is used up, who set them.

import { html } from 'hono/html'
import { by } from '../../../parts/by.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { platformName } from '../../../parts/platforms.ts'
import { badge } from '../../../parts/status-badge.ts'
import { type Column, table } from '../../../parts/table.ts'
import { time } from '../../../parts/time.ts'
import { may, type Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import type { Account } from './account.ts'
import { standing } from './standing.ts'
import { used } from './used.ts'

export function accountList(person: Person, accounts: readonly Account[]): Markup {
  const admin = may(person, 'tenant:admin')
  const columns: Column<Account>[] = [
    { title: 'Account', heads: true, cell: name },
    { title: 'Takes posts', cell: standing },
    { title: 'Used', cell: used },
    { title: 'Credentials', cell: credentials },
    { title: 'Set by', cell: ({ changed_by, changed_at }) => by(changed_by, changed_at) },
  ]
  if (admin) columns.push({ title: 'Do', cell: account => commands(person, account) })
  const empty = html`<p>No account yet. ${admin ? 'Add the first one that posts shall go out from.' : ''}</p>`
  return table('Platform accounts of the tenant', columns, accounts, empty)
}

function name({ platform, account, kind, currency, shared }: Account): Markup {
  return html`<strong>${account}</strong><br /><span class="small soft">${platformName(platform)} ${kind}${currency === null ? '' : ` · ${currency}`}</span>
    ${shared ? html`<br />${badge('Shared by all tenants', 'plain')}` : nothing}`
}

function credentials({ credentials_ref: ref, authenticated_at: at }: Account): Markup {
  if (ref === null) return html`${badge('None', 'warn')}<p class="small soft">Came into being with a proposal</p>`
  return html`<code>${ref}</code><p class="small">${at === null ? html`<span class="soft">Not accepted yet</span>` : html`Accepted ${time(at)}`}</p>`
}

function commands(person: Person, { platform, account, tenant_id }: Account): Markup {
  if (tenant_id !== person.tenantId) return html`<span class="small soft">Of another tenant</span>`
  return html`<div class="row"><a class="button" href="/console/settings/accounts/${platform}/${account}" aria-label="Change ${account}">Change</a>
    ${changeForm(
      person,
      `accounts/${platform}/${account}/check`,
      html`<button aria-label="Check ${account}">Check</button>`,
      { kind: 'row' },
    )}</div>`
}
