// A gRPC call as a span. What it asks of the app's routes hangs under it, by the header that it would send over HTTP.
import { Code, ConnectError, type Interceptor } from '@connectrpc/connect'
import { type Span, SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { startSpan } from '#queues/tracing/start-span.ts'
import { contextUnder, readTraceparent, writeTraceparent } from '#queues/tracing/traceparent.ts'

/** The outermost interceptor: it sees what was refused, under its code. */
export const callSpan: Interceptor = next => async request => {
  const given = request.header.get('traceparent') ?? undefined
  const method = `${request.service.typeName}/${request.method.name}`
  const { span, isOwn } = startSpan(
    method,
    { kind: SpanKind.SERVER, attributes: { 'rpc.system.name': 'grpc', 'rpc.method': method } },
    contextUnder(given),
  )
  if (!isOwn) return next(request)
  request.header.set('traceparent', writeTraceparent(span.spanContext()) ?? '')
  try {
    const response = await next(request)
    if (response.stream) return { ...response, message: spanned(response.message, span) }
    // The caller is told its own again, as over HTTP.
    if (given !== undefined && readTraceparent(given) !== undefined) response.header.set('traceparent', given)
    end(span)
    return response
  } catch (error) {
    end(span, error)
    throw error
  }
}

/** The call lasts as long as its answer. */
async function* spanned<T>(messages: AsyncIterable<T>, span: Span): AsyncGenerator<T> {
  let failure: unknown
  try {
    yield* messages
  } catch (error) {
    failure = error
    throw error
  } finally {
    end(span, failure)
  }
}

function end(span: Span, error?: unknown): void {
  const code = error === undefined ? undefined : ConnectError.from(error).code
  span.setAttribute('rpc.status_code', code === undefined ? 'OK' : nameOf(code))
  if (code !== undefined && FAULTS.has(code)) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/** Ours and not the caller's: https://opentelemetry.io/docs/specs/semconv/rpc/grpc/ */
const FAULTS: ReadonlySet<Code> = new Set([
  ...[Code.Unknown, Code.DeadlineExceeded, Code.Unimplemented, Code.Internal, Code.Unavailable, Code.DataLoss],
])

const nameOf = (code: Code) => Code[code].replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()
