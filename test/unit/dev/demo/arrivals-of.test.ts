import { describe, expect, it } from 'vitest'
import { arrivalsOf } from '#dev/demo/arrivals-of.ts'

type Arrives = Parameters<typeof arrivalsOf>[0][number]['arrives']

const chunks = (...all: Arrives[]) => all.map((arrives, index) => ({ n: index + 1, arrives }))
const order = (...all: Arrives[]) =>
  arrivalsOf(chunks(...all)).map(({ chunk, isRepeat }) => `${chunk.n}${isRepeat ? ' again' : ''}`)

describe('the chunks of the demo’s meeting', () => {
  it('come in their order unless the script says otherwise', () => {
    expect(order('in_order', 'during_outage', 'in_order')).toEqual(['1', '2', '3'])
  })

  it('come behind the next two when they are late, at the end as well', () => {
    expect(order('in_order', 'late', 'in_order', 'in_order', 'in_order')).toEqual(['1', '3', '4', '2', '5'])
    expect(order('in_order', 'late', 'in_order')).toEqual(['1', '3', '2'])
  })

  it('come again right behind themselves, or not at all', () => {
    expect(order('twice', 'never', 'in_order')).toEqual(['1', '1 again', '3'])
  })
})
