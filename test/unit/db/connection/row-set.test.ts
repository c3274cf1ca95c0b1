import { describe, expect, it } from 'vitest'
import { rowSet } from '#db/connection/row-set.ts'

describe('rows as one JSON parameter', () => {
  it('have the types of their columns, and the number that they are given', () => {
    const rows = rowSet({ id: 'uuid', n: 'int', on: 'bool' }, 3)
    expect(rows.from).toBe('json_to_recordset($3::text::json) AS t(id uuid, n int, on bool)')
    expect(rows.next).toBe(4)
  })

  it('keep text as it is, and what is absent is left to be NULL', () => {
    const [json = ''] = rowSet({ id: 'uuid', body: 'text', on: 'bool' }, 1).parameters([
      { id: 'a', body: '{"x":"\u00e9\n"}', on: false },
      { id: 'b', body: undefined, on: null },
    ])
    expect(JSON.parse(json)).toEqual([
      { id: 'a', body: '{"x":"\u00e9\n"}', on: false },
      { id: 'b', on: null },
    ])
  })

  it('of none are an empty list', () => {
    expect(rowSet({ id: 'uuid', n: 'int' }, 1).parameters([])).toEqual(['[]'])
  })
})
