// A page of a list as JSON or CSV, with the way to the next one.
import { accepts } from 'hono/accepts'
import type { Page } from '#domain/ports/page.ts'
import { type Answer, json } from '../pipeline/answer.ts'
import type { Call } from '../pipeline/call.ts'
import { decodeCursor, encodeCursor } from './cursor.ts'
import { toCsv } from './to-csv.ts'

type AnyCall = Pick<Call<unknown, unknown, unknown>, 'context' | 'caller'>

export interface ListShape<T, C extends string> {
  resource: (item: T) => unknown
  columns: readonly C[]
  row: (item: T) => Partial<Record<C, unknown>>
}

/** @param more members beside the page's own, in JSON */
export function listAnswer<T, C extends string>(
  call: AnyCall,
  page: Page<T>,
  shape: ListShape<T, C>,
  more: object = {},
): Answer {
  const cursor = page.next === undefined ? null : encodeCursor(page.next, listKey(call))
  const headers = { vary: 'Accept', ...(cursor === null ? {} : { link: `<${nextAddress(call, cursor)}>; rel="next"` }) }
  if (wantsCsv(call))
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': 'text/csv; charset=utf-8; header=present',
        ...(cursor === null ? {} : { 'x-next-cursor': cursor }),
      },
      body: toCsv(shape.columns, page.items.map(shape.row)),
    }
  return json(200, { data: page.items.map(shape.resource), next_cursor: cursor, ...more }, headers)
}

/** Where a page starts. @throws MandateError VALIDATION_FAILED */
export function positionOf(call: AnyCall, cursor: string | undefined): string | undefined {
  return cursor === undefined ? undefined : decodeCursor(cursor, listKey(call))
}

export function wantsCsv({ context }: Pick<AnyCall, 'context'>): boolean {
  const supports = ['application/json', 'text/csv']
  return accepts(context, { header: 'Accept', supports, default: 'application/json' }) === 'text/csv'
}

/** The list with its filters, as this reader sees it. */
function listKey({ context, caller }: AnyCall): string {
  const url = new URL(context.req.url)
  url.searchParams.delete('cursor')
  url.searchParams.delete('limit')
  url.searchParams.sort()
  const reader = 'ops' in caller.reader ? 'ops' : caller.tenantId
  return `${reader} ${url.pathname.toLowerCase()} ${url.searchParams}`
}

function nextAddress({ context }: AnyCall, cursor: string): string {
  const url = new URL(context.req.url)
  url.searchParams.set('cursor', cursor)
  return `${url.pathname}${url.search}`
}
