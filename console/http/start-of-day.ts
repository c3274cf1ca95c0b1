// Days of a form as the moments that the API asks for.

/**
 * @param day YYYY-MM-DD, in UTC
 * @param daysLater 1 for a last day that counts as well: the API's `until` is the moment before which
 * @returns what is no day as it is, for the API to refuse it in its own words
 */
export function startOfDay(day: string, daysLater = 0): string {
  const at = new Date(Date.parse(`${day}T00:00:00Z`) + daysLater * 86_400_000)
  return Number.isNaN(at.getTime()) ? day : at.toISOString()
}
