// The rules of a policy as rows to change: what matches, and how many people it takes.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { ACCOUNT_KINDS } from '#domain/action/account-kind.ts'
import { wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { PLATFORM_OPTIONS } from '../../../parts/platforms.ts'
import type { Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import { EMPTY_ROW, type RuleRow } from './policy-fields.ts'

export interface RulesForm {
  rows: readonly RuleRow[]
  /** The version that it was drawn from. */
  version: number
  problem?: Problem | undefined
}

export function rulesForm(person: Person, { rows, version, problem }: RulesForm): Markup {
  const shown = rows.length === 0 ? [EMPTY_ROW] : rows
  const content = html`<input type="hidden" name="version" value="${version}" />
    <div class="table"><table class="rules">
      <caption class="sr">Rules: what matches, and how many distinct people must approve it</caption>
      <thead><tr><th scope="col">Platform</th><th scope="col">Kind</th><th scope="col">Budget from</th><th scope="col">People who must approve</th><th scope="col"><span class="sr">Take away</span></th></tr></thead>
      <tbody>${shown.map((row, n) => ruleRow(row, n, problem))}</tbody>
    </table></div>
    <div class="row"><button name="do" value="save" class="primary">Save rules</button>
      <button name="do" value="add" formnovalidate>Add a rule</button></div>`
  return changeForm(person, 'policy/rules', content, { guard: true })
}

const ANY = [['', 'any']] as const
const WHICH_PLATFORM = [...ANY, ...PLATFORM_OPTIONS]
const KIND_OPTIONS = [...ANY, ...['post', 'ad', ...ACCOUNT_KINDS].map(kind => [kind, kind] as const)]

function ruleRow(row: RuleRow, n: number, problem: Problem | undefined): Markup {
  const of = `of rule ${n + 1}`
  const wrong = wrongAt(problem, `/rules/${n}`)
  const invalid = (pointer: string) =>
    wrongAt(problem, `/rules/${n}/${pointer}`) === undefined
      ? nothing
      : html` aria-invalid="true" aria-describedby="rule-${n}-wrong"`
  const choose = (name: 'platform' | 'kind', options: readonly (readonly [string, string])[]) =>
    html`<select name="${name}" aria-label="${name === 'kind' ? 'Kind' : 'Platform'} ${of}"${invalid(`match/${name}`)}>${options.map(
      ([value, text]) => html`<option value="${value}"${value === row[name] ? html` selected` : ''}>${text}</option>`,
    )}</select>`
  return html`<tr>
    <td data-label="Platform">${choose('platform', WHICH_PLATFORM)}</td>
    <td data-label="Kind">${choose('kind', KIND_OPTIONS)}</td>
    <td data-label="Budget from"><input name="budget_min" aria-label="Budget from, ${of}" inputmode="decimal" placeholder="any" value="${row.budget_min}"${invalid('match/budget_min')} /></td>
    <td data-label="People"><div><input name="approvers" aria-label="People who must approve, ${of}" inputmode="numeric" value="${row.approvers}"${invalid('approvers')} />
      ${wrong === undefined ? nothing : html`<p class="wrong" id="rule-${n}-wrong">${wrong}</p>`}</div></td>
    <td><button name="do" value="remove-${n}" formnovalidate aria-label="Take away rule ${n + 1}">Take away</button></td>
  </tr>`
}
