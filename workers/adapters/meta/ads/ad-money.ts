// Money in the Marketing API: budgets in Meta's own smallest units, spend as a decimal; ours are the minor units of ISO 4217.

import { currencyDigits } from '#domain/currency-digits.ts'

/** Currencies that Meta counts in whole units, some of them against ISO 4217; all others in hundredths. */
const WHOLE_AT_META = 'CLP COP CRC HUF IDR ISK JPY KRW PYG TWD VND'.split(' ')

/** @returns undefined where Meta's units can't tell the amount exactly: money is never rounded */
export function metaBudget(budgetMinor: number, currency: string): number | undefined {
  const budget = (budgetMinor * (WHOLE_AT_META.includes(currency) ? 1 : 100)) / 10 ** currencyDigits(currency)
  return Number.isSafeInteger(budget) ? budget : undefined
}

/** @param amount decimal, e.g. `12.34` */
export function minorUnits(amount: string, currency: string): number | undefined {
  const minor = Math.round(Number(amount) * 10 ** currencyDigits(currency))
  return Number.isSafeInteger(minor) && minor >= 0 ? minor : undefined
}
