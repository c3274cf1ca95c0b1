import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attemptKeepProbe } from '#db/attempt/attempt-keep-probe.ts'
import { openPool, type Sql } from '#db/connection/open-pool.ts'
import { openTestDatabase, type TestDatabase } from '#test/support/test-database.ts'

let database: TestDatabase
let worker: Sql
beforeAll(async () => {
  database = await openTestDatabase()
  worker = openPool({ url: database.url, role: 'mandate_worker', max: 1, applicationName: 'probes' })
})
afterAll(async () => {
  await worker.end({ timeout: 1 })
  await database.drop()
})

it('of one attempt the newest 50 answers are kept, and those of others are left alone', async () => {
  const of = { actionId: uuid(), tenantId: uuid() }
  const [attemptId, other] = [uuid(), uuid()]
  await attemptKeepProbe(worker, { ...of, attemptId: other, result: { kind: 'not_found' } })
  for (let n = 1; n <= 53; n++) {
    // Their order is that of the millisecond; a platform is not asked so often.
    await sleep(2)
    await attemptKeepProbe(worker, { ...of, attemptId, result: { kind: 'indeterminate', detail: `answer ${n}` } })
  }
  const kept = await database.owner`SELECT detail FROM attempt_probes WHERE attempt_id = ${attemptId} ORDER BY id`
  expect(kept.map(({ detail }) => detail)).toEqual(Array.from({ length: 50 }, (_, n) => `answer ${n + 4}`))
  expect(await database.owner`SELECT 1 FROM attempt_probes WHERE attempt_id = ${other}`).toHaveLength(1)
})
