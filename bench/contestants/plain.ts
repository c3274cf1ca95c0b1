// The ledger as one writes it first: one transaction a stage over BullMQ's stock workers, then the next job.
import { createHash, randomUUIDv7 as uuid } from 'node:crypto'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import postgres from 'postgres'
import { CAMPAIGN_STAGES } from '#domain/campaign/campaign-state.ts'
import { BRIEF, type Contestant, type Place } from './contestant.ts'
import { createUnfinished } from './unfinished.ts'

const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true }

export async function plain({ ownerUrl, redisUrl, concurrency, tenantIds }: Place): Promise<Contestant> {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const sql = postgres(ownerUrl, { max: 10, onnotice: () => {} })
  await sql.unsafe(TABLES)
  const unfinished = createUnfinished()
  const queues = CAMPAIGN_STAGES.map(stage => new Queue(`bench-plain.${stage}`, { connection: redis }))
  const workers = queues.map((queue, index) => {
    const next = queues[index + 1]
    const process = async ({ data }: { data: { id: string } }) => {
      await recordStage(sql, data.id, index)
      if (next === undefined) unfinished.finish(data.id)
      else await next.add(next.name, data, JOB_OPTIONS)
    }
    return new Worker(queue.name, process, { connection: redis, concurrency }).on('error', console.error)
  })
  await Promise.all(workers.map(worker => worker.waitUntilReady()))

  return {
    async run(index) {
      const id = uuid()
      const finished = unfinished.wait(id)
      await sql`INSERT INTO bench_plain.campaigns (id, tenant_id, brief)
        VALUES (${id}, ${tenantIds[index % tenantIds.length] ?? id}, ${sql.json(BRIEF)})`
      await queues[0]?.add(queues[0].name, { id }, JOB_OPTIONS)
      await finished
    },
    async close() {
      await Promise.all([...workers, ...queues].map(open => open.close()))
      redis.disconnect()
      await sql.end({ timeout: 2 })
    },
  }
}

interface Row {
  tenant_id: string
  version: number
  audit_seq: number
  audit_hash: Buffer
}

async function recordStage(sql: postgres.Sql, id: string, index: number): Promise<void> {
  const stage = CAMPAIGN_STAGES[index] ?? ''
  const next = CAMPAIGN_STAGES[index + 1]
  await sql.begin(async tx => {
    const [row] = await tx<Row[]>`SELECT * FROM bench_plain.campaigns WHERE id = ${id} FOR UPDATE`
    if (row === undefined) throw new Error(`no campaign ${id}`)
    const details = { stage, result: {} }
    const hash = createHash('sha256').update(row.audit_hash).update(JSON.stringify(details)).digest()
    await tx`UPDATE bench_plain.campaigns
      SET state = ${next ?? stage}, status = ${next ? 'running' : 'completed'}, version = version + 1,
        audit_seq = audit_seq + 1, audit_hash = ${hash}, updated_at = now()
      WHERE id = ${id} AND version = ${row.version}`
    await tx`INSERT INTO bench_plain.audit_log (subject_id, seq, tenant_id, at, action, details, hash)
      VALUES (${id}, ${row.audit_seq + 1}, ${row.tenant_id}, now(), 'stage.completed', ${tx.json(details)}, ${hash})`
  })
}

const TABLES = `
CREATE SCHEMA IF NOT EXISTS bench_plain;
CREATE TABLE IF NOT EXISTS bench_plain.campaigns (
  id uuid PRIMARY KEY,
  tenant_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'RADAR_SCAN',
  status text NOT NULL DEFAULT 'running',
  version int NOT NULL DEFAULT 1,
  audit_seq int NOT NULL DEFAULT 0,
  audit_hash bytea NOT NULL DEFAULT '',
  brief jsonb NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 70);
CREATE TABLE IF NOT EXISTS bench_plain.audit_log (
  subject_id uuid NOT NULL,
  seq int NOT NULL,
  tenant_id uuid NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  details jsonb NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (subject_id, seq)
);`
