// Reading: on whose behalf, and in pages.

/** A reader sees one tenant, or, with scope ops, all. Row-level security holds it to that. */
export type Reader = { tenantId: string } | { ops: true }

export interface PageRequest {
  /** 1 to 200. */
  limit: number
  /** The id that the former page ended with; ids are UUIDv7, newest first. */
  after?: string
}

export interface Page<T> {
  items: T[]
  /** The id to continue after; absent on the last page. */
  next?: string
}
