import { describe, expect, it } from 'vitest'
import { preferWait } from '#api/pipeline/prefer-wait.ts'
import { traceOf } from '#api/pipeline/trace.ts'

describe('Prefer', () => {
  it.each([
    [undefined, undefined],
    ['wait=10', 10],
    ['respond-async, wait=5', 5],
    ['Wait="7"; foo', 7],
    ['wait=600', 60],
    ['wait=0', 0],
    ['wait=-1', undefined],
    ['wait=1.5', undefined],
    ['await=5', undefined],
    ['wait', undefined],
  ])('%j means %j', (header, seconds) => {
    expect(preferWait(header)).toBe(seconds)
  })
})

describe('trace headers', () => {
  const of = (headers: Record<string, string>) => traceOf(name => headers[name])
  const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

  it('are echoed when well-formed', () => {
    expect(of({ traceparent: good, 'x-request-id': 'req_1.2~x' })).toEqual({
      traceparent: good,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      requestId: 'req_1.2~x',
      given: good,
    })
  })

  it.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    `${good}-more`,
    '',
  ])('are made anew for the traceparent %j', traceparent => {
    const made = of({ traceparent })
    expect(made.traceparent).not.toBe(traceparent)
    expect(made.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
    expect(made.traceparent).toContain(made.traceId)
  })

  it.each(['a b', 'x'.repeat(129), '', 'a\r\nb', '<script>'])('are made anew for the request id %j', id => {
    expect(of({ 'x-request-id': id }).requestId).toMatch(/^[0-9a-f-]{36}$/)
  })
})
