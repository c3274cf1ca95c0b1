// The trace of a request, as the steps carry it that it leads to.
import { writeCarriedTrace } from '#queues/tracing/carried-trace.ts'
import type { Trace } from './trace.ts'

export function carriedBy({ traceparent, requestId }: Trace): string {
  return writeCarriedTrace({ traceparent, requestId })
}
