// An amount as people write it, in minor units of its currency.

/**
 * @param amount a decimal with a point; `currency` of ISO 4217
 * @returns what is wrong with it where it is none: money is never rounded and never guessed
 */
export function minorUnits(amount: string, currency: string): number | string {
  const digits = placesOf(currency)
  const [, whole, fraction = ''] = /^(\d{1,13})(?:\.(\d{1,6}))?$/.exec(amount) ?? []
  if (whole === undefined) return 'must be a decimal with a point, such as 1250.50'
  if (/[1-9]/.test(fraction.slice(digits))) return `has more than ${digits} places, which ${currency} does not know`
  return Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`)
}

/** The way back. */
export function asDecimal(minor: number, currency: string): string {
  const digits = placesOf(currency)
  return (minor / 10 ** digits).toFixed(digits)
}

function placesOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
