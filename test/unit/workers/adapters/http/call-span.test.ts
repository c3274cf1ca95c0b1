import { trace } from '@opentelemetry/api'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, describe, expect, it } from 'vitest'
import { type CallSpan, callSpan } from '#workers/adapters/http/call-span.ts'
import { UpstreamError } from '#workers/adapters/upstream/upstream-error.ts'

const GIVEN = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const url = new URL('https://user:hunter2@graph.test/v26.0/me?appsecret_proof=hunter2')
const call = (work: (span: CallSpan) => Promise<unknown>, of: string | undefined = GIVEN) =>
  callSpan({ peer: 'meta', method: 'GET', url, trace: of }, work)

/** Spans are made from now on. */
function collect(): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter()
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }))
  return exporter
}
afterEach(() => trace.disable())

describe('a call', () => {
  it('sends the ids that it was given where no spans are made, and none where there are none', async () => {
    const sent = async (of?: string) => call(async span => span.headers, of)
    expect(await sent(GIVEN)).toEqual({ traceparent: GIVEN })
    expect(await sent('malformed')).toEqual({})
  })

  it('is a span of its own, which is what goes on the wire, without credentials', async () => {
    const exporter = collect()
    const headers = await call(async span => {
      span.answered(200)
      return span.headers
    })
    const [span] = exporter.getFinishedSpans()
    expect(span?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7')
    expect(headers).toEqual({ traceparent: `00-4bf92f3577b34da6a3ce929d0e0e4736-${span?.spanContext().spanId}-01` })
    expect(span?.attributes).toMatchObject({ 'url.full': 'https://graph.test/v26.0/me', 'server.port': 443 })
    expect(JSON.stringify(span?.attributes)).not.toContain('hunter2')
  })

  it.each([
    ['its status', '503', new Error('whatever'), 503],
    ['the reason', 'UPSTREAM_TIMEOUT', new UpstreamError('UPSTREAM_TIMEOUT', 'late', { retryable: true }), undefined],
    ['the code', 'ECONNRESET', Object.assign(new Error('reset'), { code: 'ECONNRESET' }), undefined],
    ['its kind', 'SyntaxError', new SyntaxError('"hunter2" is no JSON'), 200],
  ])('that fails says so by %s, never in words', async (_, type, error, status) => {
    const exporter = collect()
    const failing = call(async span => {
      if (status !== undefined) span.answered(status)
      throw error
    })
    await expect(failing).rejects.toBe(error)
    const [span] = exporter.getFinishedSpans()
    expect(span?.attributes['error.type']).toBe(type)
    expect(span?.status).toEqual({ code: 2 })
    expect(span?.events).toEqual([])
  })
})
