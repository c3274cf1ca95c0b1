// A list as the Graph API pages it: `limit`, an opaque `after`, and `paging.next` only where there is more.
import { z } from 'zod'
import { invalidParameter } from './graph-error.ts'

export const Paging = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  after: z.string().optional(),
}

/** @throws GraphError 100 on a cursor that was not given out */
export function paged<T>(items: readonly T[], { limit, after }: { limit: number; after?: string | undefined }) {
  const from = after === undefined ? 0 : positionOf(after)
  const data = items.slice(from, from + limit)
  if (data.length === 0) return { data }
  const cursors = { before: cursor(from), after: cursor(from + data.length) }
  const hasMore = from + data.length < items.length
  return { data, paging: { cursors, ...(hasMore ? { next: `after=${cursors.after}` } : {}) } }
}

function cursor(at: number): string {
  return Buffer.from(String(at), 'latin1').toString('base64url')
}

function positionOf(after: string): number {
  const text = Buffer.from(after, 'base64url').toString('latin1')
  if (!/^\d{1,9}$/.test(text)) throw invalidParameter('Invalid cursors values')
  return Number(text)
}
