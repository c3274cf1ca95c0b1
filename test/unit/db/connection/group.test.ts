import { describe, expect, it } from 'vitest'
import { group } from '#db/connection/group.ts'

/** A flush that records its batches and ends each only when told to. */
function gate() {
  const batches: number[][] = []
  const open: (() => void)[] = []
  const flush = async (items: number[]) => {
    batches.push(items)
    await new Promise<void>(resolve => open.push(resolve))
    return items.map(item => item * 10)
  }
  const next = async () => {
    while (open.length === 0) await new Promise(resolve => setImmediate(resolve))
    open.shift()?.()
  }
  return { batches, flush, next }
}

describe('a group', () => {
  it('sends what arrives while one statement is in flight together in the next', async () => {
    const { batches, flush, next } = gate()
    const add = group({ name: 'test', flush })
    const first = [add(1), add(2)]
    await new Promise(resolve => setTimeout(resolve, 5))
    const second = [add(3), add(4), add(5)]
    await next()
    expect(await Promise.all(first)).toEqual([10, 20])
    await next()
    expect(await Promise.all(second)).toEqual([30, 40, 50])
    expect(batches).toEqual([
      [1, 2],
      [3, 4, 5],
    ])
  })

  it('never has two statements in flight, and none larger than its bound', async () => {
    let inFlight = 0
    const sizes: number[] = []
    const add = group<number, number>({
      name: 'test',
      max: 3,
      flush: async items => {
        inFlight++
        sizes.push(items.length)
        expect(inFlight).toBe(1)
        await new Promise(resolve => setImmediate(resolve))
        inFlight--
        return items
      },
    })
    const items = Array.from({ length: 10 }, (_, index) => index)
    expect(await Promise.all(items.map(add))).toEqual(items)
    expect(sizes).toEqual([3, 3, 3, 1])
  })

  it('that may have two in flight halves a crowd between them, and does not send a few ahead', async () => {
    const { batches, flush, next } = gate()
    const add = group({ name: 'test', flush, inFlight: 2 })
    const turn = () => new Promise(resolve => setTimeout(resolve, 5))
    const items = Array.from({ length: 100 }, (_, index) => index)
    const crowd = items.slice(0, 90).map(add)
    await turn()
    expect(batches.map(batch => batch.length)).toEqual([45, 40])
    const few = items.slice(90, 92).map(add)
    await turn()
    expect(batches).toHaveLength(2)
    await next()
    await turn()
    expect(batches).toHaveLength(2) // 7 wait, and one is in flight
    const more = items.slice(92).map(add)
    await turn()
    expect(batches.map(batch => batch.length)).toEqual([45, 40, 15])
    await next()
    await next()
    expect(await Promise.all([...crowd, ...few, ...more])).toEqual(items.map(item => item * 10))
  })

  it('never puts two items of one key into the same statement, and keeps their order', async () => {
    const batches: string[][] = []
    const add = group<string, string>({
      name: 'test',
      keyOf: item => item.slice(0, 1),
      flush: async items => {
        batches.push(items)
        return items
      },
    })
    await Promise.all(['a1', 'a2', 'b1', 'a3', 'b2', 'c1'].map(add))
    expect(batches).toEqual([['a1', 'b1', 'c1'], ['a2', 'b2'], ['a3']])
  })

  it('gives an item its own error and the others their output', async () => {
    const add = group<number, number>({
      name: 'test',
      flush: async items => items.map(item => (item < 0 ? new Error('bad') : item)),
    })
    const results = await Promise.allSettled([add(1), add(-1), add(2)])
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  it('goes on after a statement that failed whole', async () => {
    let calls = 0
    const add = group<number, number>({
      name: 'test',
      flush: async items => {
        calls++
        if (calls === 1) throw new Error('away')
        return items
      },
    })
    await expect(Promise.all([add(1), add(2)])).rejects.toThrow('away')
    expect(await add(3)).toBe(3)
  })
})
