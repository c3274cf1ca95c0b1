import { describe, expect, it } from 'vitest'
import { eachAlone } from '#db/connection/each-alone.ts'

const refused = Object.assign(new Error('unsupported Unicode escape'), { code: '22P05' })
const lost = Object.assign(new Error('connection closed'), { code: 'CONNECTION_CLOSED' })

describe('a batch with one bad item', () => {
  it('is tried again one by one: the guilty one alone fails', async () => {
    const batches: number[][] = []
    const outputs = await eachAlone([1, 2, 3], async items => {
      batches.push(items)
      if (items.includes(2)) throw refused
      return items.map(item => item * 10)
    })
    expect(outputs).toEqual([10, refused, 30])
    expect(batches).toEqual([[1, 2, 3], [1], [2], [3]])
  })

  it('is not taken apart when the connection was lost: nothing is known of any item', async () => {
    let calls = 0
    const work = eachAlone([1, 2], async () => {
      calls++
      throw lost
    })
    await expect(work).rejects.toBe(lost)
    expect(calls).toBe(1)
  })
})
