import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSourceMemory } from '#services/scout/create-source-memory.ts'
import { createSourceReader } from '#services/scout/create-source-reader.ts'
import { FeedRefused } from '#services/scout/feed/feed-refused.ts'
import type { Reading, Source } from '#services/scout/sources/source.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 0, 10)
let dir: string
let nowMs: number
const onBroken = vi.fn<(file: string, error: unknown) => void>()
const onUnexpected = vi.fn<(label: string, error: unknown) => void>()

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'scout-reader-'))
  nowMs = START
  onBroken.mockClear()
  onUnexpected.mockClear()
})
afterEach(() => rm(dir, { recursive: true }))

/** As after a restart: nothing but the folder is left. */
function newReader(freshMs = 0) {
  const memory = createSourceMemory(dir, onBroken)
  return createSourceReader({ memory, timeoutMs: 200, freshMs, now: () => nowMs, onUnexpected })
}

function source(read: Source['read'], remote = true): Source {
  return { key: 'https://a.example/feed', label: 'a.example/feed', remote, read }
}

const items = (title: string, datesMs: number[] = [START]): Reading => ({
  kind: 'read',
  title: 'Paper',
  items: [{ guid: title, title, summary: '', datesMs }],
  validators: { etag: '"1"' },
})
const fails = () => Promise.reject(new FeedRefused('HTTP_STATUS', 'HTTP 500'))

test('a source that fails is named, and its last good copy stands in, also after a restart', async () => {
  await newReader()(source(async () => items('good')))
  nowMs += HOUR
  const result = await newReader()(source(fails))
  expect(result.signals.map(({ title }) => title)).toEqual(['good'])
  expect(result.line).toMatchObject({
    ok: false,
    signals: 1,
    error: expect.stringMatching(/^HTTP_STATUS: HTTP 500; its last good copy of 2026-01-10T00:00:00/),
  })
})

test('without a copy it gives nothing, and says why', async () => {
  const { signals, line } = await newReader()(source(fails))
  expect(signals).toEqual([])
  expect(line).toEqual({ source: 'a.example/feed', ok: false, signals: 0, error: 'HTTP_STATUS: HTTP 500' })
})

test('"unchanged" gives the copy again, and the source is asked with its validators after a restart', async () => {
  await newReader()(source(async () => items('good')))
  const read = vi.fn<Source['read']>(async () => ({ kind: 'unchanged' }))
  expect(await newReader()(source(read))).toMatchObject({ signals: [{ title: 'good' }], line: { ok: true } })
  expect(read).toHaveBeenCalledWith({ etag: '"1"' }, expect.anything())
})

test('an item without a date keeps the moment it was first seen, also after a restart', async () => {
  const undated = source(async () => items('undated', []))
  await newReader()(undated)
  nowMs += 5 * HOUR
  const { signals } = await newReader()(undated)
  expect(signals[0]?.published_at).toBe(new Date(START).toISOString())
})

test('a source that never answers is left behind at the deadline', async () => {
  const { line } = await newReader()(source(() => new Promise(() => undefined)))
  expect(line).toMatchObject({ ok: false, error: 'TIMEOUT: no complete answer within 200 ms' })
})

test('an error that nobody foresaw is one failed line, and is logged', async () => {
  const { line } = await newReader()(source(() => Promise.reject(new TypeError('bug'))))
  expect(line).toMatchObject({ ok: false })
  expect(onUnexpected).toHaveBeenCalledWith('a.example/feed', expect.any(TypeError))
})

test('many askers at once cost one reading, and a fresh answer, good or bad, is not asked for again', async () => {
  const read = vi.fn<Source['read']>(fails)
  const reader = newReader(HOUR)
  await Promise.all([reader(source(read)), reader(source(read)), reader(source(read))])
  await reader(source(read))
  expect(read).toHaveBeenCalledTimes(1)
  nowMs += HOUR
  await reader(source(read))
  expect(read).toHaveBeenCalledTimes(2)
})

test('a file is looked at every time', async () => {
  const read = vi.fn<Source['read']>(async () => items('good'))
  const reader = newReader(HOUR)
  await reader(source(read, false))
  await reader(source(read, false))
  expect(read).toHaveBeenCalledTimes(2)
})

test('a broken copy on disk is reported and read anew', async () => {
  await newReader()(source(async () => items('good')))
  const [file] = await readdir(dir)
  await writeFile(join(dir, file ?? ''), '{"version":1,"cut')
  const read = vi.fn<Source['read']>(async () => items('again'))
  expect((await newReader()(source(read))).signals).toMatchObject([{ title: 'again' }])
  expect(read).toHaveBeenCalledWith(undefined, expect.anything())
  expect(onBroken).toHaveBeenCalledOnce()
})

test('a folder that cannot be written costs no signal', async () => {
  await writeFile(join(dir, 'sources'), 'a file where the folder should be')
  const memory = createSourceMemory(join(dir, 'sources'), onBroken)
  const reader = createSourceReader({ memory, timeoutMs: 200, freshMs: 0, now: () => nowMs, onUnexpected })
  expect(await reader(source(async () => items('good')))).toMatchObject({
    signals: [{ title: 'good' }],
    line: { ok: true },
  })
  expect(onUnexpected).toHaveBeenCalledOnce()
})
