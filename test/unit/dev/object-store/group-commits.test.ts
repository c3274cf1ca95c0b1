import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type GroupCommits, groupCommits } from '#dev/object-store/group-commits.ts'
import { databasePath, openDatabase } from '#dev/object-store/open-database.ts'

let dataDir: string
let db: DatabaseSync
let commits: GroupCommits

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'group-commits-'))
  db = openDatabase(dataDir)
  commits = groupCommits(db, databasePath(dataDir))
})
afterEach(async () => {
  await commits.close()
  db.close()
  rmSync(dataDir, { recursive: true })
})

const add = (name: string) => () =>
  void db.prepare('INSERT INTO buckets (name, created_at_ms, object_lock) VALUES (?, 0, 0)').run(name)
const names = () =>
  db
    .prepare('SELECT name FROM buckets ORDER BY name')
    .all()
    .map(row => row.name)

describe('changes that come at the same time', () => {
  it('are made in their order, and are there when it is said', async () => {
    const order: string[] = []
    const made = ['a', 'b', 'c'].map(name =>
      commits.commit(() => {
        add(name)()
        return order.push(name)
      }),
    )
    const done = await Promise.all(made)
    expect(done.map(({ result }) => result)).toEqual([1, 2, 3])
    await Promise.all(done.map(({ synced }) => synced()))
    expect(names()).toEqual(['a', 'b', 'c'])
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  })

  it('are all made but the one that is refused', async () => {
    const refuse = () => {
      throw new Error('there is one already')
    }
    const [first, refused, last] = [add('a'), refuse, add('b')].map(change => commits.commit(change))
    await expect(refused).rejects.toThrow('there is one already')
    await Promise.all([first, last])
    expect(names()).toEqual(['a', 'b'])
  })

  it('fail together when they can’t be committed, and the next ones are made', async () => {
    const broken = () => void db.exec('ROLLBACK')
    const made = [add('a'), broken].map(change => commits.commit(change))
    for (const each of made) await expect(each).rejects.toThrow()
    await commits.commit(add('b'))
    expect(names()).toEqual(['b'])
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
  })
})
