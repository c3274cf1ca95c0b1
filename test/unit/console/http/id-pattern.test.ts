// What gets into a path of the API.
import { expect, it } from 'vitest'
import { isId } from '#console/http/id-pattern.ts'

it('is an id in either case', () => {
  expect(isId('550e8400-e29b-41d4-a716-446655440000')).toBe(true)
  expect(isId('550E8400-E29B-41D4-A716-446655440000')).toBe(true)
})

it.each(['-'.repeat(36), 'a'.repeat(36), '550e8400-e29b-41d4-a716-446655440000/x', '../550e8400-e29b-41d4-a716'])(
  'is nothing else: %s',
  text => {
    expect(isId(text)).toBe(false)
  },
)
