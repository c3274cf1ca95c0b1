// The governance hashes of a policy: which versions of the rules of the house may be proposed under.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { field } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { badge } from '../../../parts/status-badge.ts'
import { type Column, table } from '../../../parts/table.ts'
import { may, type Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import type { Typed } from '../typed.ts'
import type { Policy } from './policy-fields.ts'

type Entry = Policy['governance'][number]

export function governance(person: Person, policy: Policy, typed: Typed, problem?: Problem): Markup {
  const admin = may(person, 'tenant:admin')
  const columns: Column<Entry>[] = [
    { title: 'Name', heads: true, cell: ({ name }) => name },
    { title: 'Hash', cell: ({ hash }) => html`<code>${hash}</code>` },
    { title: 'In force', cell: ({ active }) => (active ? badge('Active', 'good') : badge('Withdrawn', 'plain')) },
  ]
  if (admin) columns.push({ title: 'Do', cell: entry => turn(person, policy.version, entry) })
  const list = table(
    'Governance hashes',
    columns,
    policy.governance,
    'None registered: whatever hash a proposal names is taken.',
  )
  return html`<p class="soft">Where hashes are registered, only an active one may be proposed under, and what was proposed under a withdrawn one is not executed.</p>
    ${list}${admin ? addForm(person, policy.version, typed, problem) : nothing}`
}

function turn(person: Person, version: number, { hash, name, active }: Entry): Markup {
  const word = active ? 'Withdraw' : 'Put in force'
  return changeForm(
    person,
    'policy/governance/turn',
    html`<input type="hidden" name="version" value="${version}" /><input type="hidden" name="hash" value="${hash}" />
      <button name="active" value="${active ? '' : '1'}" aria-label="${word}: ${name}"${active ? html` class="danger"` : ''}>${word}</button>`,
    { kind: 'row' },
  )
}

function addForm(person: Person, version: number, typed: Typed, problem: Problem | undefined): Markup {
  const wrong = problem?.errors?.map(({ detail }) => detail).join('; ')
  return html`<h3 class="later">Register a hash</h3>${changeForm(
    person,
    'policy/governance',
    html`<input type="hidden" name="version" value="${version}" /><div class="span">
      ${field({ name: 'name', label: 'Name', value: typed.text('name'), required: true, max: 200 })}
      ${field({ name: 'hash', label: 'Hash', value: typed.text('hash'), required: true, max: 200, wrong })}</div>
      <div class="row"><button>Register</button></div>`,
  )}`
}
