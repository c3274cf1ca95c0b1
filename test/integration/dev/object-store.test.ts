// The S3 adapter on the local object store, as its own process: the port's battery, and what only a process can suffer.

import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { SMALL_BYTES } from '#dev/object-store/blobs.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { objectStoreContract } from '#test/contract/object-store.contract.ts'
import { send } from '#test/contract/object-store-uploads.ts'

objectStoreContract('S3 adapter on the local store', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'object-store-'))
  const running = await start(dataDir)
  const open = (bucket: string) => adapter(running.url, bucket)
  const [store, versioned, locking] = [open('plain'), open('mandate'), open('mandate-audit')]
  const close = async () => {
    for (const opened of [store, versioned, locking]) opened.close()
    await end(running.child, 'SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  }
  return { store, versioned, locking, buckets: { store: 'plain', versioned: 'mandate' }, close }
})

describe('the object store as a process', () => {
  let dataDir: string
  const children: ChildProcess[] = []

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'object-store-'))
  })
  afterAll(async () => {
    for (const child of children) await end(child, 'SIGKILL')
    await rm(dataDir, { recursive: true, force: true })
  })
  const run = async () => {
    const running = await start(dataDir)
    children.push(running.child)
    return running
  }

  it('has every acknowledged put whole and no other bytes after kill -9 in the middle of puts', {
    timeout: 60_000,
  }, async () => {
    const acknowledged = new Map<string, Buffer>()
    const attempts = new Map<string, Buffer[]>()
    for (let round = 0; round < 3; round++) {
      const { child, url } = await run()
      const store = adapter(url, 'plain')
      const writers = Array.from({ length: 8 }, (_, writer) =>
        putUntilItDies(store, `w${writer % 5}`, acknowledged, attempts),
      )
      const done = Promise.all(writers)
      const killAt = acknowledged.size + 5 + round * 20
      await vi.waitFor(() => expect(attempts.size).toBeGreaterThan(killAt), { timeout: 20_000, interval: 5 })
      await end(child, 'SIGKILL')
      await done
      store.close()
    }
    const { child, url } = await run()
    const store = adapter(url, 'plain')
    const { objects } = await store.list()
    for (const { key } of objects) {
      const body = Buffer.from(await new Response((await store.get(key)).body).arrayBuffer())
      expect(attempts.get(key)?.some(attempt => attempt.equals(body))).toBe(true)
    }
    for (const [key, body] of acknowledged) {
      const reading = await store.get(key)
      expect(Buffer.from(await new Response(reading.body).arrayBuffer()).equals(body)).toBe(true)
    }
    expect(acknowledged.size).toBeGreaterThan(10)
    expect((await blobsOf(dataDir)).length).toBe(objects.filter(({ bytes }) => bytes > SMALL_BYTES).length)
    store.close()
    expect(await end(child, 'SIGTERM')).toBe(0)
  })

  it('has the old object or the whole new one after kill -9 in the middle of completing an upload', {
    timeout: 60_000,
  }, async () => {
    const [old, parts] = [Buffer.from('old'), [randomBytes(6_000_000), randomBytes(6_000_000)]]
    let survived = 0
    // Now and then it is done before the signal comes; once at least it must have been in the middle.
    for (let round = 0; round < 3 || (survived === 0 && round < 10); round++) {
      const key = `completed/${round}`
      const { child, url } = await run()
      const store = adapter(url, 'plain')
      await store.put(key, old, { contentType: 'a/b' })
      const id = await store.startUpload(key, { contentType: 'a/b' })
      const sent = await Promise.all(parts.map((body, index) => send(store, key, id, index + 1, body)))
      const before = new Set(await blobsOf(dataDir))
      const completing = store.completeUpload(key, id, sent).then(
        () => 'answered',
        () => 'cut',
      )
      // Its parts are being joined as soon as there is another file.
      const joining = async () => expect((await blobsOf(dataDir)).some(blob => !before.has(blob))).toBe(true)
      await vi.waitFor(joining, { timeout: 20_000, interval: 1 })
      await end(child, 'SIGKILL')
      const outcome = await completing
      store.close()
      const again = await run()
      const reopened = adapter(again.url, 'plain')
      const read = async () => Buffer.from(await new Response((await reopened.get(key)).body).arrayBuffer())
      const found = await read()
      if (found.equals(old)) {
        expect(outcome).toBe('cut')
        survived++
        expect((await blobsOf(dataDir)).toSorted()).toEqual([...before].toSorted())
        await reopened.completeUpload(key, id, sent)
      }
      expect((await read()).equals(Buffer.concat(parts))).toBe(true)
      reopened.close()
      await end(again.child, 'SIGTERM')
    }
    expect(survived).toBeGreaterThan(0)
  })

  it('has what was put, locks included, after a clean stop and a new start', async () => {
    const first = await run()
    const before = adapter(first.url, 'mandate-audit')
    const options = { contentType: 'a/b', retainUntil: new Date(Date.now() + 60_000) }
    const { versionId = '' } = await before.put('kept', Buffer.from('kept'), options)
    before.close()
    expect(await end(first.child, 'SIGTERM')).toBe(0)
    const second = await run()
    const after = adapter(second.url, 'mandate-audit')
    expect(await after.head('kept')).toMatchObject({ bytes: 4, contentType: 'a/b', versionId })
    await expect(after.delete('kept', { versionId })).rejects.toMatchObject({ reason: 'LOCKED' })
    after.close()
    await end(second.child, 'SIGTERM')
  })

  it('does not start on a folder that another one holds, and says so', async () => {
    const first = await run()
    await expect(start(dataDir)).rejects.toThrow(/another object store/)
    expect((await fetch(`${first.url}/livez`)).status).toBe(200)
    await end(first.child, 'SIGTERM')
  })

  it('names all wrong settings at once and no secret', async () => {
    const env = {
      PATH: process.env.PATH,
      PORT: 'x',
      S3_BUCKETS: 'audit:lok',
      S3_ACCESS_KEY_ID: 'ab',
      S3_SECRET_ACCESS_KEY: 'hush',
    }
    const child = spawn(process.execPath, ['dev/object-store/main.ts'], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    const said = await text(child.stderr)
    for (const name of ['PORT', 'DATA_DIR', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY', 'S3_BUCKETS'])
      expect(said).toContain(name)
    expect(said).not.toContain('hush')
  })
})

describe('the S3 adapter', () => {
  it('gives up at its deadline on a store that accepts and never answers', async () => {
    const sockets = new Set<{ destroy(): void }>()
    const silent = createServer(socket => void sockets.add(socket)).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const store = adapter(`http://127.0.0.1:${port}`, 'mandate', { timeoutMs: 200, transferTimeoutMs: 200 })
    const late = { reason: 'DEADLINE', retryable: true }
    await expect(store.get('k')).rejects.toMatchObject(late)
    await expect(store.list()).rejects.toMatchObject(late)
    await expect(store.put('k', Buffer.from('x'), { contentType: 'a/b' })).rejects.toMatchObject(late)
    await expect(store.copyFrom({ bucket: 'mandate', key: 'k' }, 'l')).rejects.toMatchObject(late)
    await expect(store.startUpload('k', { contentType: 'a/b' })).rejects.toMatchObject(late)
    await expect(store.completeUpload('k', 'id', [{ part: 1, etag: 'x' }])).rejects.toMatchObject(late)
    await expect(store.abortUpload('k', 'id')).rejects.toMatchObject(late)
    store.close()
    for (const socket of sockets) socket.destroy()
    silent.close()
  })

  it('gives up on a body that stops half-way or is cut, and survives one that nobody reads', async () => {
    const stalling = createHttpServer((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      if (request.url?.includes('cut')) setImmediate(() => response.destroy())
    }).listen(0, '127.0.0.1')
    await once(stalling, 'listening')
    const { port } = stalling.address() as AddressInfo
    const store = adapter(`http://127.0.0.1:${port}`, 'mandate', { transferTimeoutMs: 200 })
    const read = async (key: string) => new Response((await store.get(key)).body).arrayBuffer()
    const unread = await store.get('stall')
    await expect(read('stall')).rejects.toMatchObject({ reason: 'DEADLINE' })
    await expect(read('cut')).rejects.toMatchObject({ reason: 'UNAVAILABLE' })
    await expect(new Response(unread.body).arrayBuffer()).rejects.toMatchObject({ reason: 'DEADLINE' })
    store.close()
    stalling.closeAllConnections()
    stalling.close()
  })

  it('calls a store that is not there unavailable, and one with other keys misconfigured', async () => {
    const gone = adapter('http://127.0.0.1:1', 'mandate')
    await expect(gone.head('k')).rejects.toMatchObject({ reason: 'UNAVAILABLE', retryable: true })
    gone.close()
    const dataDir = await mkdtemp(join(tmpdir(), 'object-store-'))
    const { child, url } = await start(dataDir)
    const stranger = adapter(url, 'mandate', { secretAccessKey: 'another-secret' })
    await expect(stranger.get('k')).rejects.toMatchObject({ reason: 'MISCONFIGURED', retryable: false })
    const lost = adapter(url, 'no-such-bucket')
    await expect(lost.get('k')).rejects.toMatchObject({ reason: 'MISCONFIGURED' })
    stranger.close()
    lost.close()
    await end(child, 'SIGTERM')
    await rm(dataDir, { recursive: true, force: true })
  })
})

const SECRET = 'integration-secret'

function adapter(
  endpoint: string,
  bucket: string,
  more: Partial<Parameters<typeof createS3ObjectStore>[0]> = {},
): ObjectStore {
  return createS3ObjectStore({
    endpoint,
    region: 'us-east-1',
    accessKeyId: 'integration',
    secretAccessKey: SECRET,
    bucket,
    ...more,
  })
}

/** Resolves with the URL of the ready line; rejects with what it said on stderr when it ends before. */
async function start(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    DATA_DIR: dataDir,
    S3_ACCESS_KEY_ID: 'integration',
    S3_SECRET_ACCESS_KEY: SECRET,
    S3_BUCKETS: 'plain mandate:versions mandate-audit:lock',
  }
  const child = spawn(process.execPath, ['dev/object-store/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const { event, url } = JSON.parse(line)
    if (event !== 's3.ready') continue
    child.stdout.resume()
    return { child, url }
  }
  throw new Error(said)
}

/** Its exit code; `null` when a signal ended it. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = await exit
  return code
}

/** Two writers share a key, so that overwrites are cut as well; what was acknowledged first may have been overwritten. */
async function putUntilItDies(
  store: ObjectStore,
  prefix: string,
  acknowledged: Map<string, Buffer>,
  attempts: Map<string, Buffer[]>,
): Promise<void> {
  const own = randomBytes(4).toString('hex')
  for (let n = 0; ; n++) {
    const shared = n % 3 === 0
    const key = shared ? `${prefix}/shared` : `${prefix}/${own}/${n}`
    const body = randomBytes(1000 + Math.floor(Math.random() * 200_000))
    attempts.set(key, [...(attempts.get(key) ?? []), body])
    const alive = await store.put(key, body, { contentType: 'a/b' }).then(
      () => true,
      () => false,
    )
    if (!alive) return
    if (!shared) acknowledged.set(key, body)
  }
}

async function blobsOf(dataDir: string): Promise<string[]> {
  const entries = await readdir(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => entry.name)
}
