// What a list of campaigns may be narrowed by: the words of the form, and the same for the API.
import type { Query } from '../../../http/api.ts'
import { startOfDay } from '../../../http/start-of-day.ts'

export interface Filters {
  status: string
  state: string
  platform: string
  needs_human: string
  /** Days, YYYY-MM-DD, in UTC. */
  since: string
  until: string
  campaign_id: string
}

const NAMES = ['status', 'state', 'platform', 'needs_human', 'since', 'until', 'campaign_id'] as const

/** @param given of the address */
export function filtersOf(given: Record<string, string>): Filters {
  return Object.fromEntries(NAMES.map(name => [name, given[name]?.trim() ?? ''])) as unknown as Filters // all of NAMES
}

/** The last day counts as well: the API's `until` is the moment before which. */
export function apiQuery({ since, until, ...filters }: Filters): Query {
  return { ...filters, since: startOfDay(since), until: startOfDay(until, 1) }
}
