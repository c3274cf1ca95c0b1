// Money for people who read a debate: `47.50 USD`.

/** Minor units by the currency's own number of digits (ISO 4217 as Intl knows it). */
export function formatMoney(amountMinor: number, currency: string): string {
  const digits =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  return `${(amountMinor / 10 ** digits).toFixed(digits)} ${currency}`
}
