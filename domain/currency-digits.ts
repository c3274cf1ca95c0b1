// How many digits of an amount are minor units, by ISO 4217.

/** Currencies without minor units, and those with three digits of them; all others have two. */
const NO_MINOR_UNITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')
const THREE_DIGITS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ')

export function currencyDigits(currency: string): number {
  if (NO_MINOR_UNITS.includes(currency)) return 0
  return THREE_DIGITS.includes(currency) ? 3 : 2
}
