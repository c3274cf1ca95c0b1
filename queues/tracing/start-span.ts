// Begins a span; where nobody collects them it is an empty one that carries on the ids of its parent.
import {
  type Context,
  createContextKey,
  INVALID_SPAN_CONTEXT,
  type Span,
  type SpanOptions,
  trace,
} from '@opentelemetry/api'

export interface StartedSpan {
  span: Span
  /** Has an id that is not its parent's: false where nobody collects spans. */
  isOwn: boolean
}

export function startSpan(name: string, options: SpanOptions, under: Context): StartedSpan {
  if (under.getValue(UNRECORDED) === true) return { span: trace.wrapSpanContext(INVALID_SPAN_CONTEXT), isOwn: false }
  const span = trace.getTracer('mandate').startSpan(name, options, under)
  const { spanId } = span.spanContext()
  const isOwn = spanId !== INVALID_SPAN_CONTEXT.spanId && spanId !== trace.getSpanContext(under)?.spanId
  return { span, isOwn }
}

/** Under which no spans are made. */
export function unrecorded(under: Context): Context {
  return under.setValue(UNRECORDED, true)
}

const UNRECORDED = createContextKey('no spans')
