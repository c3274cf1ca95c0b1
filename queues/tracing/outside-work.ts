// For what is done for many at once, or goes on by itself: it must not run under the ids of whichever request or step began it.
import { context, ROOT_CONTEXT } from '@opentelemetry/api'

export function outsideWork<T>(work: () => T): T {
  return context.with(ROOT_CONTEXT, work)
}
