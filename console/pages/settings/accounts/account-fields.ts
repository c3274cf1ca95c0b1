// What the form of an account holds, and the request that it makes.
import type { AccountRequest } from '#contracts/actuator-settings.ts'
import { asDecimal, minorUnits } from '../../../parts/minor-units.ts'
import { numberOf, type Typed, typedAs } from '../typed.ts'
import type { Account } from './account.ts'

/** The largest first: a span is shown in the largest that it is a whole number of. */
export const UNITS = [
  ['86400', 'days'],
  ['3600', 'hours'],
  ['60', 'minutes'],
  ['1', 'seconds'],
] as const

export function fieldsOf({ platform, account, kind, credentials_ref, currency, limits }: Account): Typed {
  const budget = limits?.budget
  return typedAs({
    ...{ platform, account, kind, credentials_ref, currency },
    posts_count: limits?.posts?.count,
    ...spanOf('posts', limits?.posts?.seconds),
    budget_amount:
      budget === undefined
        ? undefined
        : currency === null
          ? budget.amount_minor
          : asDecimal(budget.amount_minor, currency),
    ...spanOf('budget', budget?.seconds),
  })
}

function spanOf(limit: string, seconds: number | undefined) {
  if (seconds === undefined) return {}
  const { count, size } = inUnits(seconds)
  return { [`${limit}_span`]: count, [`${limit}_unit`]: size }
}

export function inUnits(seconds: number): { count: number; unit: string; size: string } {
  const [size, unit] = UNITS.find(([each]) => seconds % Number(each) === 0) ?? (['1', 'seconds'] as const)
  return { count: seconds / Number(size), unit, size }
}

/** Numbers that are none go as they are: the API says so. */
type Asked = { body: Record<string, unknown> & { kind: string }; wrong: { pointer: string; detail: string }[] }

export function requestOf(typed: Typed): Asked {
  const wrong: Asked['wrong'] = []
  const currency = typed.text('currency').toUpperCase()
  const limits: { [K in keyof NonNullable<AccountRequest['limits']>]: unknown } = {}
  const count = numberOf(typed.text('posts_count'))
  if (count !== undefined) limits.posts = { count, seconds: secondsOf(typed, 'posts') }
  const amount = typed.text('budget_amount')
  if (amount !== '') {
    const minor = /^[A-Z]{3}$/.test(currency) ? minorUnits(amount, currency) : 'needs the currency that it is in'
    if (typeof minor === 'string') wrong.push({ pointer: '/limits/budget/amount_minor', detail: minor })
    limits.budget = { amount_minor: minor, seconds: secondsOf(typed, 'budget') }
  }
  const body = {
    ...{ kind: typed.text('kind'), credentials_ref: typed.text('credentials_ref') },
    ...(currency === '' ? {} : { currency }),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
  }
  return { body, wrong }
}

function secondsOf(typed: Typed, limit: string): number | string | undefined {
  const span = numberOf(typed.text(`${limit}_span`))
  return typeof span === 'number' ? span * Number(typed.text(`${limit}_unit`) || 1) : span
}
