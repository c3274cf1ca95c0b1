import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { connect, startStore } from './start-store.ts'

it('a folder from before versions keeps what it has, and its locks', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'object-store-'))
  await plantOldFolder(dataDir)
  const store = await startStore({ dataDir })
  const client = connect(store.url)
  const read = async (Bucket: string, Key: string) =>
    (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString()
  expect(await read('plain', 'a/ü')).toBe('plain bytes')
  expect((await client.send(new ListObjectsV2Command({ Bucket: 'plain' }))).Contents).toMatchObject([{ Key: 'a/ü' }])
  const locked = { Bucket: 'locking', Key: 'locked', VersionId: 'null' }
  await expect(client.send(new DeleteObjectCommand(locked))).rejects.toMatchObject({ name: 'AccessDenied' })
  await client.send(new PutObjectCommand({ Bucket: 'locking', Key: 'locked', Body: 'over it' }))
  expect(await read('locking', 'locked')).toBe('over it')
  expect(await (await client.send(new GetObjectCommand(locked))).Body?.transformToString()).toBe('locked bytes')
  await client.send(new PutObjectCommand({ Bucket: 'plain', Key: 'a/ü', Body: 'replaced' }))
  expect(await read('plain', 'a/ü')).toBe('replaced')
  client.destroy()
  await store.close()
  await rm(dataDir, { recursive: true, force: true })
})

it('a folder of a newer object store is not opened', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'object-store-'))
  const db = new DatabaseSync(join(dataDir, 'index.sqlite'))
  db.exec('PRAGMA user_version = 99')
  db.close()
  await expect(startStore({ dataDir })).rejects.toThrow(/newer object store/)
  await rm(dataDir, { recursive: true, force: true })
})

/** As the store wrote it when it kept one object a key. */
async function plantOldFolder(dataDir: string): Promise<void> {
  const db = new DatabaseSync(join(dataDir, 'index.sqlite'))
  db.exec(`
    PRAGMA journal_mode = WAL;
    CREATE TABLE buckets (
      name TEXT PRIMARY KEY, created_at_ms INTEGER NOT NULL, object_lock INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE objects (
      bucket TEXT NOT NULL, key BLOB NOT NULL, blob TEXT NOT NULL, bytes INTEGER NOT NULL, etag TEXT NOT NULL,
      modified_at_ms INTEGER NOT NULL, about TEXT NOT NULL, PRIMARY KEY (bucket, key)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO buckets VALUES ('plain', 1000, 0), ('locking', 1000, 1);`)
  const insert = db.prepare('INSERT INTO objects VALUES (?, ?, ?, ?, ?, ?, ?)')
  const plant = async (bucket: string, key: string, body: string, more: object) => {
    const md5 = createHash('md5').update(body).digest('hex')
    await mkdir(join(dataDir, 'blobs', md5.slice(0, 2)), { recursive: true })
    await writeFile(join(dataDir, 'blobs', md5.slice(0, 2), md5), body)
    const about = JSON.stringify({ headers: { 'content-type': 'a/b' }, checksums: {}, ...more })
    insert.run(bucket, Buffer.from(key), md5, body.length, md5, Date.now(), about)
  }
  await plant('plain', 'a/ü', 'plain bytes', {})
  const retention = { mode: 'COMPLIANCE', untilMs: Date.now() + 3_600_000 }
  await plant('locking', 'locked', 'locked bytes', { retention })
  db.close()
}
