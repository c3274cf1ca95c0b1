// Amounts of money as a person reads them.

/** @param minor in minor units of the currency (ISO 4217), as the contract has it */
export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(minor / 10 ** digits)
}
