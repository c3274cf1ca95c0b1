import { expect, it } from 'vitest'
import { wrap } from '#dev/demo/narrator.ts'

it('breaks at blanks, keeps line ends, and lets a long word stand', () => {
  expect(wrap('one two three\nfour', 8)).toEqual(['one two', 'three', 'four'])
  expect(wrap(`a ${'x'.repeat(20)} b`, 8)).toEqual(['a', 'x'.repeat(20), 'b'])
})

it('lets no control character of a vendor reach the terminal', () => {
  expect(wrap('safe\u001b[2J\u0007\u009b31m', 80)).toEqual(['safe[2J31m'])
})
