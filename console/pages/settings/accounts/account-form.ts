// The form of an account; its name and platform stand once it is made.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { KINDS_OF_PLATFORM } from '#domain/action/account-kind.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { PLATFORM_OPTIONS } from '../../../parts/platforms.ts'
import type { Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import type { Typed } from '../typed.ts'
import { UNITS } from './account-fields.ts'

export interface AccountForm {
  typed: Typed
  /** Absent: it is being added. */
  of?: { platform: string; account: string }
  problem?: Problem | undefined
}

export function accountForm(person: Person, { typed, of, problem }: AccountForm): Markup {
  const wrong = (pointer: string) => wrongAt(problem, pointer)
  const value = (name: string) => ({ name, value: typed.text(name) })
  const content = html`${of === undefined ? identity(typed, wrong) : nothing}
    ${field({ ...value('kind'), label: 'Kind', options: kinds(of?.platform), wrong: wrong('/kind') })}
    ${field({
      ...{ ...value('credentials_ref'), label: 'Where its credentials lie', required: true, max: 500 },
      hint: html`<code>env:NAME</code>, <code>file:/path</code> or <code>aws:SECRET_ID</code>: the place, never the secret itself`,
      wrong: wrong('/credentials_ref'),
    })}
    ${field({ ...value('currency'), label: 'Currency', hint: 'Such as EUR; needed for ads and a budget', max: 3, wrong: wrong('/currency') })}
    ${limit('posts', 'Most posts', 'Posts', 'posts_count', '/limits/posts')}
    ${limit('budget', 'Most money', 'Amount', 'budget_amount', '/limits/budget')}
    <div class="row"><button class="primary">${of === undefined ? 'Add account' : 'Save'}</button>
      <a class="button" href="/console/settings/accounts">Cancel</a></div>`
  return changeForm(person, of === undefined ? 'accounts/new' : `accounts/${of.platform}/${of.account}`, content, {
    guard: true,
  })

  function limit(name: 'posts' | 'budget', legend: string, label: string, amount: string, at: string): Markup {
    return html`<fieldset><legend>${legend} <span class="soft">(optional)</span></legend><div class="span">
      ${field({ ...value(amount), label, wrong: wrong(`${at}/${name === 'posts' ? 'count' : 'amount_minor'}`) })}
      ${field({ ...value(`${name}_span`), label: 'in any span of', wrong: wrong(`${at}/seconds`) })}
      ${field({ ...value(`${name}_unit`), label: 'of', options: UNITS })}
    </div></fieldset>`
  }
}

function identity(typed: Typed, wrong: (pointer: string) => string | undefined): Markup {
  return html`<div class="span">${field({ name: 'platform', label: 'Platform', value: typed.text('platform'), options: PLATFORM_OPTIONS, wrong: wrong('platform') })}
    ${field({ name: 'account', label: 'Name', value: typed.text('account'), required: true, max: 100, hint: 'Letters, digits, dot, dash, underscore', wrong: wrong('account') })}</div>`
}

function kinds(platform: string | undefined): [string, string][] {
  const shown = Object.entries(KINDS_OF_PLATFORM).filter(([name]) => platform === undefined || name === platform)
  const platformsOf = new Map<string, string[]>()
  for (const [name, all] of shown)
    for (const kind of all) platformsOf.set(kind, [...(platformsOf.get(kind) ?? []), name])
  return [...platformsOf].map(([kind, names]) => [
    kind,
    platform === undefined ? `${kind} (${names.join(', ')})` : kind,
  ])
}
