// The rules of a policy for whoever may look but not change.
import type { Markup } from '../../../parts/markup.ts'
import { table } from '../../../parts/table.ts'
import type { Policy } from './policy-fields.ts'

export function rulesList({ rules }: Pick<Policy, 'rules'>): Markup {
  return table(
    'Rules: what matches, and how many distinct people must approve it',
    [
      { title: 'Platform', heads: true, cell: ({ match }) => match.platform ?? 'any' },
      { title: 'Kind', cell: ({ match }) => match.kind ?? 'any' },
      { title: 'Budget from', cell: ({ match }) => match.budget_min ?? 'any' },
      { title: 'People who must approve', cell: ({ approvers }) => approvers },
    ],
    rules,
    'No rules: one person is enough for everything.',
  )
}
