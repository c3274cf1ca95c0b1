import { describe, expect, it } from 'vitest'
import { rowSet } from '#db/connection/row-set.ts'

describe('rows as one text parameter', () => {
  it('have the types of their columns, and the number that they are given', () => {
    const rows = rowSet({ id: 'uuid', n: 'int', on: 'bool' }, 3)
    expect(rows.from).toContain('f[1]::uuid AS id, f[2]::int AS n, f[3]::bool AS on')
    expect(rows.from).toContain('$3::text')
    expect(rows.next).toBe(4)
  })

  it('keep text as it is, and what is absent is marked to be NULL', () => {
    const rows = [
      { id: 'a', body: '{"x":"\u00e9\\n"}', on: false },
      { id: 'b', body: undefined, on: null },
    ]
    expect(rowSet({ id: 'uuid', body: 'text', on: 'bool' }, 1).parameters(rows)).toEqual([
      'a\x1f{"x":"\u00e9\\n"}\x1ffalse\x1eb\x1f\x1d\x1f\x1d',
    ])
  })

  it('of none are an empty text', () => {
    expect(rowSet({ id: 'uuid', n: 'int' }, 1).parameters([])).toEqual([''])
  })

  it('refuse a text that would be taken for two', () => {
    const rows = rowSet({ id: 'uuid', body: 'text' }, 1)
    for (const separator of ['\x1d', '\x1e', '\x1f'])
      expect(() => rows.parameters([{ id: 'a', body: `x${separator}y` }])).toThrow('body has a control character')
  })
})
