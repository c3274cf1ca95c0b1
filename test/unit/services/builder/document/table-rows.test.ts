import { expect, it } from 'vitest'
import { arrangeRows } from '#services/builder/document/table-rows.ts'

const HEADER = ['Motion', 'In favour', 'Result']

it('puts cells under the columns of their names, and leaves empty what the block lacks', () => {
  const data = { intent_id: 'vote', columns: ['result', 'MOTION'], rows: [['Carried', 'Budget']] }
  expect(arrangeRows(data, HEADER)).toEqual([['Budget', '', 'Carried']])
})

it('takes the topic and the speaker from the block where the table asks for them', () => {
  const data = { intent_id: 'vote', columns: ['name', 'vote'], rows: [['Ada', 'yes']] }
  const facts = { topic: 'Budget', speaker: null }
  expect(arrangeRows(data, ['Topic', 'Name', 'Vote', 'Speaker'], facts)).toEqual([['Budget', 'Ada', 'yes', '']])
  expect(arrangeRows({ ...data, columns: [] }, ['Topic', 'Name'], facts)).toEqual([['Ada', 'yes']])
})

it.each([
  ['a name is none of the table’s', ['Motion', 'Colour']],
  ['there are no names', []],
])('keeps the order when %s, and drops nothing', (_, columns) => {
  const data = { intent_id: 'vote', columns, rows: [['Budget', 7, true, null, 'x']] }
  expect(arrangeRows(data, HEADER)).toEqual([['Budget', '7', '✓', '', 'x']])
})
