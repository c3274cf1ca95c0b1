// The checkpoints of a tenant, what is recorded beside what lies in the bucket, in the order of their numbers.
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { deadline } from '../../connection/deadline.ts'
import type { Sql } from '../../connection/open-pool.ts'
import { CHECKPOINT_PREFIX } from '../checkpoint/checkpoint.ts'
import type { RecordedCheckpoint } from './fetch-checkpoint.ts'
import { RECORDED_JSON } from './recorded-json.ts'

export interface CheckpointPair {
  n: number
  recorded?: RecordedCheckpoint
  object?: LockedObject
}

export interface LockedObject {
  /** 0: its name is not that of a checkpoint. */
  n: number
  key: string
}

const PAGE = 1000
const TIMEOUT_MS = 20_000

/** Of ledger and bucket together, in order. */
export async function checkpointTenants(sql: Sql, store: ObjectStore): Promise<string[]> {
  const rows = await deadline(sql.unsafe<{ tenant: string }[]>(TENANTS), TIMEOUT_MS, 'listing tenants with checkpoints')
  const tenants = new Set(rows.map(row => row.tenant))
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await store.list({
      prefix: CHECKPOINT_PREFIX,
      delimiter: '/',
      ...(cursor !== undefined && { cursor }),
    })
    for (const prefix of page.prefixes) tenants.add(prefix.slice(CHECKPOINT_PREFIX.length, -1))
    cursor = page.cursor
  }
  return [...tenants].sort()
}

/** Both are read as it goes, so that what is written meanwhile may be in one and not yet in the other. */
export async function* checkpointPairs(sql: Sql, store: ObjectStore, tenant: string): AsyncGenerator<CheckpointPair> {
  const objects = lockedObjects(store, tenant)
  const records = recordedCheckpoints(sql, tenant)
  let object = (await objects.next()).value
  let recorded = (await records.next()).value
  while (object || recorded) {
    const n = Math.min(object?.n ?? Number.POSITIVE_INFINITY, recorded?.n ?? Number.POSITIVE_INFINITY)
    const pair: CheckpointPair = { n }
    if (object?.n === n) {
      pair.object = object
      object = (await objects.next()).value
    }
    if (recorded?.n === n) {
      pair.recorded = recorded
      recorded = (await records.next()).value
    }
    yield pair
  }
}

/** Looks again for the record of one. `running`: a round is under way, which records what it has written. */
export async function recordOf(
  sql: Sql,
  tenant: string,
  n: number,
): Promise<{ recorded: RecordedCheckpoint | null; running: boolean }> {
  const query = sql.unsafe<{ recorded: RecordedCheckpoint | null; running: boolean }[]>(RECORD_OF, [tenant, n])
  const [row] = await deadline(query, TIMEOUT_MS, 'reading a recorded checkpoint')
  return row ?? { recorded: null, running: false }
}

async function* lockedObjects(store: ObjectStore, tenant: string): AsyncGenerator<LockedObject, undefined> {
  const prefix = `${CHECKPOINT_PREFIX}${tenant}/`
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await store.list({ prefix, limit: PAGE, ...(cursor !== undefined && { cursor }) })
    for (const { key } of page.objects) yield { n: Number.parseInt(key.slice(prefix.length), 10) || 0, key }
    cursor = page.cursor
  }
  return undefined
}

async function* recordedCheckpoints(sql: Sql, tenant: string): AsyncGenerator<RecordedCheckpoint, undefined> {
  for (let after = 0, more = true; more; ) {
    const query = sql.unsafe<{ recorded: RecordedCheckpoint }[]>(RECORDED, [tenant, after, PAGE], { prepare: true })
    const rows = await deadline(query, TIMEOUT_MS, 'reading recorded checkpoints')
    for (const { recorded } of rows) yield recorded
    after = rows.at(-1)?.recorded.n ?? after
    more = rows.length === PAGE
  }
  return undefined
}

// One look a tenant: all distinct ones would cost as much as all checkpoints there are.
const TENANTS = `
WITH RECURSIVE tenant AS (
  (SELECT tenant_id FROM audit_checkpoints ORDER BY tenant_id LIMIT 1)
  UNION ALL
  SELECT (SELECT c.tenant_id FROM audit_checkpoints c WHERE c.tenant_id > t.tenant_id ORDER BY c.tenant_id LIMIT 1)
  FROM tenant t
  WHERE t.tenant_id IS NOT NULL
)
SELECT tenant_id AS tenant FROM tenant WHERE tenant_id IS NOT NULL`

const RECORDED = `
SELECT ${RECORDED_JSON} AS recorded
FROM audit_checkpoints c
WHERE c.tenant_id = $1::uuid AND c.n > $2::int
ORDER BY c.n
LIMIT $3::int`

const RECORD_OF = `
SELECT (SELECT ${RECORDED_JSON} FROM audit_checkpoints c WHERE c.tenant_id = $1::uuid AND c.n = $2::int) AS recorded,
  coalesce((SELECT holder IS NOT NULL FROM audit_rounds), false) AS running`
