import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Draft, openPublishedLog } from '#services/emulators/published-log.ts'
import { temporaryFolder } from '../kernel/temporary-folder.ts'

const NOW = new Date('2026-03-01T10:00:00Z')

function draft(text: string): Draft {
  return { action_id: 'a', account: 'demo', text, media: [] }
}

it('what was accepted is on the disk by then, and is read back in order', async () => {
  const path = join(temporaryFolder(), 'deep', 'log.jsonl')
  const log = await openPublishedLog(path)
  const posts = await Promise.all(Array.from({ length: 50 }, (_, n) => log.append(draft(`text ${n}`), NOW)))
  expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(51)
  await log.close()

  const again = await openPublishedLog(path)
  expect(again.all()).toEqual(posts)
  expect(again.find(posts[7]?.id ?? '')).toEqual(posts[7])
  await again.close()
})

it('the same action twice is two posts with ids of their own', async () => {
  const log = await openPublishedLog(join(temporaryFolder(), 'log.jsonl'))
  const [one, two] = [await log.append(draft('x'), NOW), await log.append(draft('x'), NOW)]
  expect(one.id).not.toBe(two.id)
  expect(log.all()).toHaveLength(2)
  await log.close()
})

it('a line torn by a kill is cut off, and the next one stands on a line of its own', async () => {
  const path = join(temporaryFolder(), 'log.jsonl')
  const before = await openPublishedLog(path)
  await before.append(draft('whole'), NOW)
  await before.close()
  appendFileSync(path, '{"id":"torn","acc')

  const log = await openPublishedLog(path)
  expect(log.tornBytes).toBe(17)
  await log.append(draft('next'), NOW)
  await log.close()
  const after = await openPublishedLog(path)
  expect(after.all().map(({ text }) => text)).toEqual(['whole', 'next'])
  await after.close()
})

it('a broken line before the end is an error, not a smaller count', async () => {
  const path = join(temporaryFolder(), 'log.jsonl')
  writeFileSync(path, 'not json\n')
  await expect(openPublishedLog(path)).rejects.toThrow('line 1')
})

it('forgets all at once, and counts anew', async () => {
  const path = join(temporaryFolder(), 'log.jsonl')
  const log = await openPublishedLog(path)
  await log.append(draft('old'), NOW)
  await Promise.all([log.forget(), log.append(draft('new'), NOW)])
  expect(log.all().map(({ text }) => text)).toEqual(['new'])
  await log.close()
  const again = await openPublishedLog(path)
  expect(again.all().map(({ text }) => text)).toEqual(['new'])
  await again.close()
})
