// What every line carries that is written while a request or a step is worked on, however deep.
import { type Context, context, createContextKey } from '@opentelemetry/api'

export type LogFields = Record<string, unknown>

const FIELDS = createContextKey('fields of log lines')

/** `fields` is kept as it is: what is added to it later stands in later lines. */
export function withLogFields(within: Context, fields: LogFields): Context {
  return within.setValue(FIELDS, fields)
}

/** A copy: pino writes the line's own fields into it. */
export function logFields(): LogFields {
  return { ...(context.active().getValue(FIELDS) as LogFields | undefined) } // set above alone
}
