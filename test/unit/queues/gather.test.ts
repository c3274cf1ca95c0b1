import { expect, test } from 'vitest'
import { gather } from '#queues/gather.ts'

test('what is given in one turn goes out in one flush, in order, also from promise jobs', async () => {
  const flushed: number[][] = []
  const give = gather<number>(async items => void flushed.push(items))
  await Promise.all([give([1]), Promise.resolve().then(() => give([2, 3])), give([4])])
  expect(flushed).toEqual([[1, 4, 2, 3]])
})

test('what comes later goes out in the next flush', async () => {
  const flushed: number[][] = []
  const give = gather<number>(async items => void flushed.push(items))
  await give([1])
  await give([2])
  expect(flushed).toEqual([[1], [2]])
})

test('everybody in a flush hears of its failure, and the next flush is not touched by it', async () => {
  let fails = true
  const give = gather<number>(async () => {
    if (fails) throw new Error('away')
  })
  const both = await Promise.allSettled([give([1]), give([2])])
  expect(both.map(each => each.status)).toEqual(['rejected', 'rejected'])
  fails = false
  await expect(give([3])).resolves.toBeUndefined()
})
