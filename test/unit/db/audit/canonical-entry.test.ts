import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalEntry } from '#db/audit/canonical-entry.ts'
import type { JsonObject } from '#domain/audit-entry.ts'
import { anyText } from '#test/support/any-text.ts'

const entries = fc.record({
  seq: fc.integer({ min: 1 }),
  at: fc.string(),
  subject: anyText(),
  actor: fc.record({
    sub: anyText(),
    principal: fc.constantFrom('human' as const, 'service' as const),
  }),
  action: fc.string(),
  details: fc.dictionary(fc.string(), fc.jsonValue()).map(details => details as JsonObject),
  prevHash: fc.string(),
})

test('the canonical form of an entry is RFC 8785 as the library has it, whatever the entry holds', () => {
  fc.assert(
    fc.property(entries, entry => {
      const { prevHash, ...rest } = entry
      expect(canonicalEntry(entry)).toBe(canonicalize({ ...rest, prev_hash: prevHash }))
    }),
  )
})

test('a text with a lone surrogate has no canonical form and is refused', () => {
  const entry = {
    seq: 1,
    at: '',
    subject: '',
    actor: { sub: '\ud83d', principal: 'human' as const },
    action: '',
    details: {},
  }
  expect(() => canonicalEntry({ ...entry, prevHash: '' })).toThrow(TypeError)
})
