// A row of a CSV file of campaigns: where it begins, and the request that its cells make, but for the tenant.
import type { InputError } from '#domain/errors.ts'

export class CsvRow {
  /** From 1; a cell may hold line breaks. */
  readonly line: number
  readonly item: Record<string, unknown>
  /** What of its cells makes no request; a pointer is the name of a column. */
  readonly errors: InputError[]

  constructor(line: number, item: Record<string, unknown>, errors: InputError[]) {
    this.line = line
    this.item = item
    this.errors = errors
  }
}

/** Where in the request → which column: `/brief/budget/amount_minor` → `/budget_amount`. */
export function columnPointer(pointer: string): string {
  const [, first = '', second = '', third] = pointer.split('/')
  if (first === 'metadata') return `/metadata.${second}`
  if (first !== 'brief' || second === '') return first === 'brief' ? '/objective' : pointer === '' ? '' : `/${first}`
  if (second === 'budget') return third === 'currency' ? '/currency' : '/budget_amount'
  return `/${second}`
}
