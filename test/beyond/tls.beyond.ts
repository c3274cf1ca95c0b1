// TLS to Redis, Postgres and the object store, with an authority of our own; whoever is not of it is refused.
import { execFile, execFileSync } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync } from 'node:fs'
import { chmod, rm } from 'node:fs/promises'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPool } from '#db/connection/open-pool.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { openWorkerLedger } from '#db/worker-ledger.ts'
import { type RunningPostgres, startPostgres } from '#dev/postgres.ts'
import { type RunningRedis, startRedis } from '#dev/redis.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { createDispatcher } from '#queues/dispatcher.ts'
import { anotherConnection, openRedis } from '#queues/redis/open-redis.ts'
import { makeAuthority } from '#test/support/test-certificates.ts'

const dir = mkdtempSync(join(tmpdir(), 'mandate-tls-'))
const ours = makeAuthority(dir, 'ours')
const theirs = makeAuthority(dir, 'theirs')
const here = ours.certify('IP:127.0.0.1,DNS:localhost')
const elsewhere = ours.certify('DNS:elsewhere.example')
beforeAll(() => chmod(dir, 0o755))
afterAll(() => rm(dir, { recursive: true, force: true }))

describe('Redis over TLS', () => {
  let server: RunningRedis
  let url: string
  beforeAll(async () => {
    const port = await findFreeBase(2)
    const settings = { 'tls-port': String(port + 1), 'tls-auth-clients': 'no' }
    const files = { 'tls-cert-file': here.certFile, 'tls-key-file': here.keyFile, 'tls-ca-cert-file': ours.caFile }
    server = await startRedis({ dataDir: join(dir, 'redis'), port, settings: { ...settings, ...files } })
    url = `rediss://127.0.0.1:${port + 1}`
  })
  afterAll(() => server?.stop())

  it('carries queues and what subscribes, when its authority is named', async () => {
    const place = { REDIS_URL: url, REDIS_CA: readFileSync(ours.caFile, 'utf8') }
    const redis = openRedis(place, { name: 'tls', onError: () => {} })
    expect(await redis.ping()).toBe('PONG')
    const other = anotherConnection(redis)
    expect(await other.ping()).toBe('PONG')
    const errors: Error[] = []
    const dispatcher = createDispatcher({ redis, prefix: 'tls', onError: error => errors.push(error) })
    await dispatcher.dispatch([{ id: 'one', run: 1, kind: 'learn', tenantId: 't' }])
    expect([errors, (await redis.keys('*:wait')).length]).toEqual([[], 1])
    await dispatcher.close()
    for (const open of [redis, other]) open.disconnect()
  })

  it.each([
    ['another authority', theirs.caFile],
    ['the public ones', undefined],
  ])('is refused in words by who trusts %s', async (_, file) => {
    const place = { REDIS_URL: url, ...(file === undefined ? {} : { REDIS_CA: readFileSync(file, 'utf8') }) }
    const { promise, resolve } = Promise.withResolvers<Error>()
    const redis = openRedis(place, { name: 'tls', onError: resolve })
    expect((await promise).message).toMatch(/certificate/)
    redis.disconnect()
  })
})

describe('Postgres over TLS', () => {
  const running: RunningPostgres[] = []
  const start = async (name: string, settings: Record<string, string>) => {
    const server = await startPostgres({ dataDir: join(dir, name), port: await findFreeBase(1), settings })
    running.push(server)
    return server
  }
  const withTls = ({ certFile, keyFile }: { certFile: string; keyFile: string }) => {
    if (process.getuid?.() === 0) chownSync(keyFile, Number(execFileSync('id', ['-u', 'postgres'])), 0)
    return { ssl: 'on', ssl_cert_file: certFile, ssl_key_file: keyFile }
  }
  let named: string
  let misnamed: string
  let plain: string
  beforeAll(async () => {
    named = (await start('named', withTls(here))).url
    misnamed = (await start('misnamed', withTls(elsewhere))).url
    plain = (await start('plain', {})).url
    for (const url of [named, misnamed, plain]) await migrateDatabase(url)
  })
  afterAll(async () => void (await Promise.all(running.map(server => server.stop()))))

  /** Whether the connection was secret; or why there was none. */
  const ask = async (url: string, query: Record<string, string>) => {
    const changed = new URL(url)
    for (const [name, value] of Object.entries(query)) changed.searchParams.set(name, value)
    const sql = openPool({ url: changed.href, role: 'mandate_ops', max: 1, applicationName: 'tls' })
    try {
      const [row] = await sql<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      const owner = postgres(url, { max: 1 })
      const [seen] = await owner<{ ssl: boolean }[]>`SELECT ssl FROM pg_stat_ssl WHERE pid = ${row?.pid ?? 0}`
      await owner.end()
      return seen?.ssl
    } catch (error) {
      return error instanceof Error ? error.message : error
    } finally {
      await sql.end({ timeout: 1 })
    }
  }

  it.each([
    ['verify-full', 'ours', true],
    ['verify-full', 'theirs', expect.stringMatching(/certificate/)],
    ['verify-full', undefined, expect.stringMatching(/certificate/)],
    ['verify-ca', 'ours', true],
    ['verify-ca', 'theirs', expect.stringMatching(/certificate/)],
    ['require', 'ours', true],
    ['require', 'theirs', expect.stringMatching(/certificate/)],
    ['require', undefined, true],
    ['disable', undefined, false],
  ])('sslmode=%s with the authority %s: %s', async (sslmode, authority, expected) => {
    const file = { ours: ours.caFile, theirs: theirs.caFile }[authority ?? '']
    expect(await ask(named, { sslmode, ...(file === undefined ? {} : { sslrootcert: file }) })).toEqual(expected)
  })

  it('a certificate of somebody else is refused by verify-full alone', async () => {
    const sslrootcert = ours.caFile
    expect(await ask(misnamed, { sslmode: 'verify-full', sslrootcert })).toMatch(/does not match certificate/)
    expect(await ask(misnamed, { sslmode: 'verify-ca', sslrootcert })).toBe(true)
  })

  it('a server without it is not spoken to', async () => {
    expect(await ask(plain, { sslmode: 'verify-full', sslrootcert: ours.caFile })).toMatch(/speaks no TLS/)
  })

  it('carries the migration and a worker with its lock', async () => {
    const url = `${named}?sslmode=verify-full&sslrootcert=${encodeURIComponent(ours.caFile)}`
    await migrateDatabase(url)
    const errors: unknown[] = []
    const accounts = { createOnFirstUse: false, shared: new Set<string>() }
    const ledger = await openWorkerLedger({ url, sender: 'tls', accounts, onError: error => errors.push(error) })
    expect([await ledger.ping(), errors]).toEqual([true, []])
    await ledger.close()
  })
})

describe('an object store over TLS', () => {
  const program = `
    import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
    const { S3_ENDPOINT: endpoint, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = process.env
    const store = createS3ObjectStore({ endpoint, accessKeyId, secretAccessKey, region: 'us-east-1', bucket: 'mandate', timeoutMs: 5000 })
    try { await store.put('tls', Buffer.from('secret'), { contentType: 'text/plain' }); console.log('put') }
    catch (error) { console.log(String(error), String(error.cause)) }
    store.close()`
  const run = async (env: Record<string, string>) => {
    const s3 = Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
    const args = ['--input-type=module', '-e', program]
    return (await promisify(execFile)(process.execPath, args, { env: { ...s3, ...env } })).stdout
  }

  it('is written to by a process that is given its authority, and by no other', async () => {
    const behind = new URL(inject('backing').S3_ENDPOINT ?? '')
    const keys = { cert: readFileSync(here.certFile), key: readFileSync(here.keyFile) }
    const server = createServer(keys, client => {
      const upstream = connect(Number(behind.port), behind.hostname)
      for (const socket of [client, upstream]) socket.on('error', () => [client, upstream].map(open => open.destroy()))
      client.pipe(upstream).pipe(client)
    })
    server.on('tlsClientError', () => {}) // whoever refuses us hangs up
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const S3_ENDPOINT = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await run({ S3_ENDPOINT, NODE_EXTRA_CA_CERTS: ours.caFile })).toBe('put\n')
    expect(await run({ S3_ENDPOINT, NODE_EXTRA_CA_CERTS: theirs.caFile })).toMatch(/certificate/)
    server.close()
  })
})
