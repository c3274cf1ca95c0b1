import { describe, expect, it } from 'vitest'
import { idempotencyKey } from '#api/idempotency/idempotency-key.ts'

describe('idempotencyKey', () => {
  it.each([
    [undefined, undefined],
    ['abc', 'abc'],
    ['"abc"', 'abc'],
    ['8e03978e-40d5-43e8-bc93-6894a57f9324', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('reads %j as %j', (header, key) => {
    expect(idempotencyKey(header)).toBe(key)
  })

  it.each(['', '""', '"abc', '"a"b"', 'x'.repeat(256), 'ü', '"a\\n"'])('refuses %j with 400', header => {
    expect(() => idempotencyKey(header)).toThrow(expect.objectContaining({ code: 'MALFORMED_REQUEST' }))
  })
})
