// Reads from a streaming replica: what somebody has seen nobody sees undone, wherever the replica is.
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { openTestApi, TENANT_A, type TestApi } from '#test/support/open-test-api.ts'
import { type PostgresReplica, startPostgresReplica } from '#test/support/postgres-replica.ts'

let servers: PostgresReplica
let one: TestApi
let other: TestApi
beforeAll(async () => {
  servers = await startPostgresReplica()
  const settings = { DATABASE_URL: servers.url, DATABASE_READ_URL: servers.readUrl }
  const s3 = Object.fromEntries(Object.entries(inject('backing')).filter(([name]) => name.startsWith('S3_')))
  one = await openTestApi({ ...settings, ...s3 })
  other = await openTestApi({ ...settings, ...s3, REDIS_PREFIX: one.prefix, OIDC_ISSUER: one.issuer.url })
})
afterAll(async () => {
  await one?.close()
  await other?.close()
  await servers?.close()
})

const as = () => ({ as: one.tokens.ada })
const create = async () =>
  (await one.call('POST', '/api/v1/campaigns', { ...as(), body: { tenant_id: TENANT_A } })).body.campaign_id as string
const view = async (api: TestApi, id: string, more = '') => api.call('GET', `/api/v1/campaigns/${id}${more}`, as())
/** Transactions that the replica has done for the application; its numbers come a second late. */
const readThere = async () => {
  const [row] = await servers.replica<{ count: number }[]>`
    SELECT coalesce(sum(seq_scan + idx_scan), 0)::int AS count FROM pg_stat_user_tables WHERE relname IN ('campaigns', 'audit_log')`
  return row?.count ?? 0
}

/** Each write at one process is seen by a read at the other that begins when it was answered. */
async function writeAndRead(times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    const id = await create()
    expect((await view(other, id)).body.status).toBe('draft')
    await one.call('POST', `/api/v1/campaigns/${id}/start`, as())
    expect((await view(other, id)).body.status).toBe('running')
    expect((await view(other, id, '/audit')).body.data).toHaveLength(3)
    const cancelled = { ...as(), body: { reason: 'enough' } }
    await other.call('POST', `/api/v1/campaigns/${id}/cancel`, cancelled)
    expect((await view(one, id)).body.status).toBe('cancelled')
    const listed = (await one.call('GET', '/api/v1/campaigns?limit=1', as())).body.data[0]
    expect([listed.campaign_id, listed.status]).toEqual([id, 'cancelled'])
  }
}

describe('with a replica that follows', () => {
  it('every write is seen by the next read at any process, and the replica answers', async () => {
    const before = await readThere()
    await writeAndRead(10)
    await vi.waitFor(async () => expect(await readThere()).toBeGreaterThan(before + 20), 15_000)
  })

  it('a wait ends with what it waited for, and a stream tells all', async () => {
    const id = await create()
    const { headers } = await view(other, id)
    const waiting = other.call('GET', `/api/v1/campaigns/${id}?wait=20`, {
      ...as(),
      headers: { 'if-none-match': headers.get('etag') ?? '' },
    })
    await one.call('POST', `/api/v1/campaigns/${id}/start`, as())
    expect((await waiting).body.status).toBe('running')
    const stream = other.call('GET', `/api/v1/campaigns/${id}/events`, as())
    await one.call('POST', `/api/v1/campaigns/${id}/cancel`, { ...as(), body: { reason: 'enough' } })
    expect([...(await stream).text.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => seq)).toEqual(['1', '2', '3', '4'])
  })

  it('a tenant sees nothing of another there', async () => {
    const id = await create()
    expect((await other.call('GET', `/api/v1/campaigns/${id}`, { as: one.tokens.eve })).status).toBe(404)
  })
})

describe('with a replica that stands still', () => {
  it('every write is seen all the same', async () => {
    await servers.replica`SELECT pg_wal_replay_pause()`
    await writeAndRead(5)
    await servers.replica`SELECT pg_wal_replay_resume()`
  })
})

describe('with a replica that is none any more', () => {
  it('what it has is not believed, once it was promoted and even where it has written more', async () => {
    await servers.promote()
    await servers.replica`CREATE TABLE more AS SELECT generate_series(1, 200000)`
    await writeAndRead(5)
  })

  it('nor does its end matter', async () => {
    await servers.killReplica()
    await writeAndRead(5)
  })
})
