// Money in the Marketing API: budgets in Meta's own smallest units, spend as a decimal; ours are the minor units of ISO 4217.

/** ISO 4217 currencies without minor units, and those with three digits of them; all others have two. */
const NO_MINOR_UNITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')
const THREE_DIGITS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')
/** Currencies that Meta counts in whole units, some of them against ISO 4217; all others in hundredths. */
const WHOLE_AT_META = 'CLP COP CRC HUF IDR ISK JPY KRW PYG TWD VND'.split(' ')

/** @returns undefined where Meta's units can't tell the amount exactly: money is never rounded */
export function metaBudget(budgetMinor: number, currency: string): number | undefined {
  const budget = (budgetMinor * (WHOLE_AT_META.includes(currency) ? 1 : 100)) / 10 ** digitsOf(currency)
  return Number.isSafeInteger(budget) ? budget : undefined
}

/** @param amount decimal, e.g. `12.34` */
export function minorUnits(amount: string, currency: string): number | undefined {
  const minor = Math.round(Number(amount) * 10 ** digitsOf(currency))
  return Number.isSafeInteger(minor) && minor >= 0 ? minor : undefined
}

function digitsOf(currency: string): number {
  if (NO_MINOR_UNITS.includes(currency)) return 0
  return THREE_DIGITS.includes(currency) ? 3 : 2
}
