// What the forms of a policy hold, and the rules that they make.
import type { PolicyResource } from '#contracts/actuator-settings.ts'
import { numberOf, type Typed } from '../typed.ts'

export type Policy = typeof PolicyResource._output

/** A rule as it was typed. */
export interface RuleRow {
  platform: string
  kind: string
  budget_min: string
  approvers: string
}

export const EMPTY_ROW: RuleRow = { platform: '', kind: '', budget_min: '', approvers: '' }
const MOST_RULES = 100

export function rowsOf({ rules }: Pick<Policy, 'rules'>): RuleRow[] {
  return rules.map(({ match, approvers }) => ({
    ...{ platform: match.platform ?? '', kind: match.kind ?? '' },
    budget_min: match.budget_min === undefined ? '' : String(match.budget_min),
    approvers: String(approvers),
  }))
}

/** Rows that were left empty are none. */
export function typedRows(typed: Typed): RuleRow[] {
  const column = (name: keyof RuleRow) => typed.all(name).map(text => text.trim())
  const [platform, kind, budget, approvers] = [
    column('platform'),
    column('kind'),
    column('budget_min'),
    column('approvers'),
  ]
  return approvers
    .map((count, n) => ({
      platform: platform[n] ?? '',
      kind: kind[n] ?? '',
      budget_min: budget[n] ?? '',
      approvers: count,
    }))
    .slice(0, MOST_RULES + 1) // one too many is refused in the API's words
    .filter(row => Object.values(row).some(text => text !== ''))
}

/** @returns the rows with one more, or without one, where that button was pressed */
export function changedRows(rows: RuleRow[], pressed: string): RuleRow[] | undefined {
  if (pressed === 'add') return [...rows, EMPTY_ROW]
  const [, at] = /^remove-(\d{1,3})$/.exec(pressed) ?? []
  return at === undefined ? undefined : rows.filter((_, n) => n !== Number(at))
}

/** What is no number goes as it was typed: the API says so. */
export function rulesOf(rows: readonly RuleRow[]) {
  return rows.map(({ platform, kind, budget_min, approvers }) => {
    const least = numberOf(budget_min)
    const match = {
      ...(platform === '' ? {} : { platform }),
      ...(kind === '' ? {} : { kind }),
      ...(least === undefined ? {} : { budget_min: least }),
    }
    return { match, approvers: numberOf(approvers) ?? '' }
  })
}
