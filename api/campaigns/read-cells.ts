// The cells of a row as the request for a campaign that they make, but for its tenant.
import { currencyDigits } from '#domain/currency-digits.ts'
import type { InputError } from '#domain/errors.ts'
import { checkValues } from '../body/check-values.ts'

export interface RowRequest {
  item: Record<string, unknown>
  errors: InputError[]
}

export function readCells(columns: readonly string[], cells: readonly string[]): RowRequest {
  const errors: InputError[] = []
  if (cells.length !== columns.length)
    errors.push({ pointer: '', detail: `has ${cells.length} cells where the header has ${columns.length}` })
  const given = new Map(
    columns.flatMap((name, at): [string, string][] => {
      const cell = cells[at]?.trim() ?? ''
      return cell === '' ? [] : [[name, cell]]
    }),
  )
  for (const [name, cell] of given) errors.push(...checkValues(cell, `/${name}`))
  const retries = given.get('max_retries')
  const item = {
    brief: briefOf(given, errors),
    channels: given.get('channels')?.split(/\s+/).map(channelOf(errors)),
    max_retries: retries === undefined ? undefined : wholeNumber(retries, errors),
    metadata: metadataOf(given),
  }
  return { item: withoutEmpty(item), errors }
}

function briefOf(given: ReadonlyMap<string, string>, errors: InputError[]): Record<string, unknown> | undefined {
  const texts = ['objective', 'audience', 'product', 'locale'].map(name => [name, given.get(name)])
  const lists = ['constraints', 'guardrails'].map(name => [name, listOf(given.get(name))])
  const brief = withoutEmpty({ ...Object.fromEntries([...texts, ...lists]), budget: budgetOf(given, errors) })
  return Object.keys(brief).length === 0 ? undefined : brief
}

const listOf = (cell: string | undefined) =>
  cell
    ?.split('|')
    .map(part => part.trim())
    .filter(part => part !== '')

/** Money is never rounded, and never guessed: `1,250` may be either. */
function budgetOf(given: ReadonlyMap<string, string>, errors: InputError[]) {
  const [amount, currency] = [given.get('budget_amount'), given.get('currency')]
  if (amount === undefined && currency === undefined) return undefined
  if (amount === undefined || currency === undefined) {
    const missing = amount === undefined ? 'budget_amount' : 'currency'
    errors.push({ pointer: `/${missing}`, detail: 'is needed: an amount has a currency, and a currency an amount' })
    return undefined
  }
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(amount) ?? []
  const digits = currencyDigits(currency)
  if (whole === undefined || /[1-9]/.test(fraction.slice(digits))) {
    const detail = `must be a decimal with a point and at most ${digits} places in ${currency.slice(0, 3)}, such as 1250`
    errors.push({ pointer: '/budget_amount', detail: digits === 0 ? detail : `${detail}.5` })
    return undefined
  }
  return { amount_minor: Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`), currency }
}

const channelOf = (errors: InputError[]) => (cell: string) => {
  const [platform, account, ...more] = cell.split(':')
  if (account === undefined || more.length > 0)
    errors.push({ pointer: '/channels', detail: 'must be PLATFORM:ACCOUNT, several separated by spaces' })
  return { platform, account }
}

function wholeNumber(cell: string, errors: InputError[]): number | undefined {
  if (/^\d{1,4}$/.test(cell)) return Number(cell)
  errors.push({ pointer: '/max_retries', detail: 'must be a whole number' })
  return undefined
}

function metadataOf(given: ReadonlyMap<string, string>): Record<string, string> | undefined {
  const found = [...given].flatMap(([name, cell]) =>
    name.startsWith('metadata.') ? [[name.slice('metadata.'.length), cell]] : [],
  )
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

function withoutEmpty(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
