// A migration that cannot have its lock makes others wait for a moment only, and is applied whole as soon as it can.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { applyMigrations } from '#db/apply-migrations.ts'
import { openTestDatabase, type TestDatabase } from '#test/support/test-database.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await openTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'mandate-migrations-'))
  await mkdir(join(folder, 'meta'))
  const entries = [{ idx: 0, version: '7', when: Date.now() + 1e9, tag: '0000_colour', breakpoints: true }]
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }))
  const steps = ['CREATE TABLE colours (id int)', 'ALTER TABLE campaigns ADD COLUMN colour text']
  await writeFile(join(folder, '0000_colour.sql'), steps.join(';\n--> statement-breakpoint\n'))
})
afterAll(async () => {
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

const PATIENCE = { lockMs: 50, pauseMs: 10, tries: 1000 }

it('gives up everything while somebody reads the table at length, says so, and is applied once they are done', async () => {
  const reader = await database.owner.reserve()
  await reader`BEGIN`
  await reader`SELECT 1 FROM campaigns`
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await expect(applyMigrations(sql, folder, () => {}, { ...PATIENCE, tries: 1 })).rejects.toMatchObject({
      cause: { code: '55P03' },
    })
    expect((await database.owner`SELECT to_regclass('colours') AS at`)[0]?.at).toBeNull()
    const say = vi.fn<(line: string) => void>()
    const applied = applyMigrations(sql, folder, say, PATIENCE)
    await vi.waitFor(() => expect(say).toHaveBeenCalled())
    await reader`COMMIT`
    await applied
    expect(say.mock.calls[0]?.[0]).toContain('no lock within 50 ms')
    expect(await database.owner`SELECT colour FROM campaigns, colours`).toEqual([])
  } finally {
    reader.release()
    await sql.end({ timeout: 1 })
  }
})

it('does not try again what fails for another reason', async () => {
  await writeFile(join(folder, '0000_colour.sql'), 'CREATE TABLE campaigns (id int)')
  const entries = [{ idx: 0, version: '7', when: Date.now() + 2e9, tag: '0000_colour', breakpoints: true }]
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }))
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  const say = vi.fn<(line: string) => void>()
  await expect(applyMigrations(sql, folder, say, PATIENCE)).rejects.toThrow()
  expect(say).not.toHaveBeenCalled()
  await sql.end({ timeout: 1 })
})
