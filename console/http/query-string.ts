// What narrows a list, as the end of an address.
import type { Query } from './api.ts'

/** @returns with its question mark; empty when nothing was given */
export function queryString(query: Query = {}): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') given.set(name, String(value))
  return given.size === 0 ? '' : `?${given}`
}
