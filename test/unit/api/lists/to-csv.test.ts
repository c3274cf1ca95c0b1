import { expect, it } from 'vitest'
import { toCsv } from '#api/lists/to-csv.ts'

it('quotes what RFC 4180 wants quoted', () => {
  expect(toCsv(['a', 'b'], [{ a: 'x,y', b: 'he said "no"' }, { a: 'line\nbreak' }])).toBe(
    'a,b\r\n"x,y","he said ""no"""\r\n"line\nbreak",\r\n',
  )
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('makes %j a text that no spreadsheet runs', text => {
  const [, row = ''] = toCsv(['a'], [{ a: text }]).split('\r\n')
  expect(row.replace(/^"/, '')[0]).toBe("'")
})

it('leaves numbers alone', () => {
  expect(toCsv(['n'], [{ n: -1 }])).toBe('n\r\n-1\r\n')
})
