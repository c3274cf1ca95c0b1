// The policy: how many people must approve what, and under which hashes.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { by } from '../../../parts/by.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { may, type Person } from '../../../person.ts'
import { NOTHING_TYPED, type Typed } from '../typed.ts'
import { governance } from './governance.ts'
import { type Policy, type RuleRow, rowsOf } from './policy-fields.ts'
import { rulesForm } from './rules-form.ts'
import { rulesList } from './rules-list.ts'

/** What was typed and not (yet) saved. */
export interface Draft {
  rows?: RuleRow[]
  /** The version that the rows were made from. */
  version?: number
  entry?: Typed
  problem?: Problem
}

export function policyPage(person: Person, policy: Policy, { rows, version, entry, problem }: Draft = {}): Markup {
  const rules = may(person, 'tenant:admin')
    ? rulesForm(person, { rows: rows ?? rowsOf(policy), version: version ?? policy.version, ...(rows && { problem }) })
    : rulesList(policy)
  return html`${problem === undefined ? nothing : refusalNotice({ problem })}
    <dl class="facts"><dt>Version</dt><dd>${policy.version === 0 ? 'None was set: one person is enough for everything' : policy.version}</dd>
      <dt>Set by</dt><dd>${by(policy.changed_by, policy.changed_at)}</dd></dl>
    <section class="stack" aria-labelledby="rules"><h2 id="rules">Who must approve</h2>
      <p class="soft">Of all rules that match an action the strictest counts: the most people. An action that no rule matches takes one. Nobody counts twice.
        A budget is in the account's own currency. What waits is judged by the policy in force when it is sent.</p>
      ${rules}</section>
    <section class="stack later" aria-labelledby="governance"><h2 id="governance">Governance hashes</h2>
      ${governance(person, policy, entry ?? NOTHING_TYPED, entry && problem)}</section>`
}
