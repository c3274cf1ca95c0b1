import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeFeeds } from '#dev/feeds/write-feeds.ts'
import { scanSignals } from '#services/radar/scan-signals.ts'
import { dedupeSignals } from '#services/scout/dedupe-signals.ts'
import { parseFeed } from '#services/scout/feed/parse-feed.ts'
import { signalId } from '#services/scout/signal-id.ts'

const NOW = new Date('2026-05-05T12:34:56Z')
let dir: string
let paths: string[]
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'feeds-'))
  paths = await writeFeeds(join(dir, 'new', 'folder'), NOW)
})
afterAll(() => rm(dir, { recursive: true }))

async function signals() {
  const feeds = await Promise.all(paths.map(async path => ({ path, feed: parseFeed(await readFile(path, 'utf8')) })))
  return feeds.flatMap(({ path, feed }) =>
    feed.items.map(item => ({
      id: signalId(path, item),
      source: feed.title ?? '',
      title: item.title,
      url: item.url ?? '',
      summary: item.summary,
      published_at: new Date(item.datesMs[0] ?? Number.NaN).toISOString(),
    })),
  )
}

test('five feeds in three formats hold some sixty different items, all dated back from now', async () => {
  expect(paths.map(path => basename(path).split('.')[1])).toEqual(['xml', 'xml', 'xml', 'atom', 'json'])
  const all = await signals()
  expect(all.length).toBeGreaterThan(55)
  expect(dedupeSignals(all)).toHaveLength(all.length)
  expect(all.every(({ published_at }) => Date.parse(published_at) < NOW.getTime())).toBe(true)
})

test('whenever they are written, radar finds the planted burst in them and not the word that is always there', async () => {
  const { trends, signals: ranked } = scanSignals(
    await signals(),
    { objective: 'what is relevant now' },
    NOW.getTime(),
    { halfLifeH: 36, windowH: 24, top: 25 },
  )
  expect(trends[0]).toMatchObject({ term: 'dawn brew', mentions: 8 })
  expect(trends.map(({ term }) => term)).not.toContain('coffee')
  expect(ranked[0]?.title).toMatch(/dawn brew/i)
})
