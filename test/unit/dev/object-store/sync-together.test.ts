import { describe, expect, it } from 'vitest'
import { syncTogether } from '#dev/object-store/sync-together.ts'

/** A sync that ends when it is told to. */
function heldSync() {
  const begun: PromiseWithResolvers<void>[] = []
  const sync = () => {
    const held = Promise.withResolvers<void>()
    begun.push(held)
    return held.promise
  }
  return { begun, synced: syncTogether(sync) }
}
const turn = () => new Promise(resolve => setImmediate(resolve))

describe('syncing together', () => {
  it('has all who come while one sync runs wait for one that begins afterwards', async () => {
    const { begun, synced } = heldSync()
    const ended: string[] = []
    const wait = (name: string) => void synced().then(() => ended.push(name))
    for (const name of ['a', 'b', 'c']) wait(name)
    expect(begun).toHaveLength(1)
    begun[0]?.resolve()
    await turn()
    expect([ended, begun.length]).toEqual([['a'], 2])
    begun[1]?.resolve()
    await turn()
    expect([ended, begun.length]).toEqual([['a', 'b', 'c'], 2])
  })

  it('tells of a failure those alone who waited for that sync', async () => {
    const { begun, synced } = heldSync()
    const first = synced()
    const second = synced()
    begun[0]?.reject(new Error('the disk is full'))
    await expect(first).rejects.toThrow('the disk is full')
    await turn()
    begun[1]?.resolve()
    await expect(second).resolves.toBeUndefined()
  })
})
