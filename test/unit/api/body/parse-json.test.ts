import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson } from '#api/body/parse-json.ts'
import { MandateError } from '#domain/errors.ts'

const parse = (text: string) => parseJson(new TextEncoder().encode(text))
const codeOf = (act: () => unknown) => {
  try {
    act()
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

describe('parseJson', () => {
  it.each([
    ['a key that occurs twice', '{"a":1,"a":2}', 'MALFORMED_REQUEST'],
    ['a key that occurs twice in another spelling', '{"a":1,"\\u0061":2}', 'MALFORMED_REQUEST'],
    ['a key that occurs twice deep inside', '{"x":[{"a":{"b":1,"c":2,"b":3}}]}', 'MALFORMED_REQUEST'],
    ['__proto__', '{"x":{"__proto__":{"admin":true}}}', 'MALFORMED_REQUEST'],
    ['__proto__ escaped', '{"\\u005f_proto__":1}', 'MALFORMED_REQUEST'],
    ['nesting without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'MALFORMED_REQUEST'],
    ['nesting of objects', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`, 'MALFORMED_REQUEST'],
    ['half a surrogate pair', '{"a":"\\ud800"}', 'VALIDATION_FAILED'],
    ['U+0000', '{"a":["\\u0000"]}', 'VALIDATION_FAILED'],
    ['U+0000 in a key', '{"\\u0000":1}', 'VALIDATION_FAILED'],
    ['a number beyond a double', '{"a":1e999}', 'VALIDATION_FAILED'],
    ['a text that breaks off', '{"a":"b', 'MALFORMED_REQUEST'],
    ['a lone backslash at the end', '{"a":"\\', 'MALFORMED_REQUEST'],
    ['nothing but space', '  ', 'MALFORMED_REQUEST'],
    ['JavaScript', '{a:1}', 'MALFORMED_REQUEST'],
    ['the same key in two objects', '[{"a":1},{"a":2}]', 'accepted'],
    ['braces and quotes in text', '{"a":"}{\\"[","b":"a"}', 'accepted'],
    ['a whole surrogate pair', '{"a":"\\ud83d\\ude00"}', 'accepted'],
  ])('%s: %#', (_, text, code) => {
    expect(codeOf(() => parse(text))).toBe(code)
  })

  it('refuses bytes that are not UTF-8', () => {
    expect(codeOf(() => parseJson(Uint8Array.of(0x22, 0xff, 0x22)))).toBe('MALFORMED_REQUEST')
  })

  it('points at each value that cannot be kept', () => {
    expect.assertions(1)
    try {
      parse('{"a":{"b/c":["ok","\\u0000"]},"n":-1e999}')
    } catch (error) {
      expect((error as MandateError).members.errors).toEqual([
        { pointer: '/a/b~1c/1', detail: 'must be well-formed Unicode without U+0000' },
        { pointer: '/n', detail: 'is too large a number' },
      ])
    }
  })

  it('gives back every JSON value that has no such trouble', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8, noUnicodeString: false }), value => {
        const text = JSON.stringify(value)
        fc.pre(!/__proto__|\\u0000|\\ud[89a-f]/i.test(text))
        expect(parse(text)).toEqual(JSON.parse(text))
      }),
    )
  })

  it('answers any bytes with a value or a refusal of ours', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        expect(['accepted', 'MALFORMED_REQUEST', 'VALIDATION_FAILED']).toContain(codeOf(() => parseJson(bytes)))
      }),
    )
  })

  it('looks over 8 MiB in well under a second', () => {
    const text = `[${'{"tenant_id":"x","brief":{"objective":"y"}},'.repeat(180_000)}0]`
    const startedAt = performance.now()
    parse(text)
    expect(performance.now() - startedAt).toBeLessThan(4000)
  })
})
