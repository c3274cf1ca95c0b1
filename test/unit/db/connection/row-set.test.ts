import { describe, expect, it } from 'vitest'
import { rowSet } from '#db/connection/row-set.ts'

describe('rows as one parameter a column', () => {
  it('are numbered on from the first parameter', () => {
    const rows = rowSet({ id: 'uuid', n: 'int' }, 3)
    expect(rows.from).toBe('unnest($3::uuid[], $4::int[]) AS t(id, n)')
    expect(rows.next).toBe(5)
    expect(
      rows.parameters([
        { id: 'a', n: 1 },
        { id: 'b', n: undefined },
      ]),
    ).toEqual([
      ['a', 'b'],
      [1, null],
    ])
  })

  it('carry booleans as text, for the client takes an array of them for one', () => {
    const rows = rowSet({ id: 'uuid', on: 'bool' }, 1)
    expect(rows.from).toBe('(SELECT id, on::boolean FROM unnest($1::uuid[], $2::text[]) AS t(id, on)) AS t')
    expect(rows.parameters([{ id: 'a', on: false }])).toEqual([['a'], ['false']])
  })

  it('of none are empty arrays', () => {
    expect(rowSet({ id: 'uuid', n: 'int' }, 1).parameters([])).toEqual([[], []])
  })
})
