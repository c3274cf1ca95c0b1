// `npm run verify:audit` as its user sees it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { type AuditRig, openAuditRig } from '#test/support/audit-rig.ts'
import { plantTrail, tamper } from '#test/support/planted-trail.ts'
import { credentials, type StartedStore, startStore } from '#test/unit/dev/object-store/start-store.ts'

let rig: AuditRig
let bucket: StartedStore
beforeAll(async () => {
  rig = await openAuditRig()
  bucket = await startStore()
})
afterAll(async () => {
  await rig.close()
  await bucket.close()
})

const MAIN = fileURLToPath(new URL('../../../../db/audit/verify/main.ts', import.meta.url))

async function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env.PATH, ...env } })
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { code, out, err }
}

describe('verify:audit', () => {
  it('counts what it recomputed and exits 0, then names the first mismatch and exits 1', async () => {
    const { accessKeyId, secretAccessKey } = credentials
    const store = createS3ObjectStore({ endpoint: bucket.url, ...credentials, bucket: 'locking' })
    const env = {
      ...{ DATABASE_URL: rig.database.url, S3_ENDPOINT: bucket.url, S3_AUDIT_BUCKET: 'locking' },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    }
    const trail = await plantTrail(rig.owner, 5)
    await rig.checkpointNow({ store })
    store.close()
    const good = '5 entries of 1 subjects, 1 heads in 1 checkpoints signed by 1 keys'
    expect(await run(env)).toEqual({ code: 0, out: expect.stringContaining(good), err: '' })
    await tamper(rig.owner, sql => sql`UPDATE audit_log SET action = 'other' WHERE seq = 2`)
    expect(await run(env)).toEqual({
      code: 1,
      out: '',
      err: `MISMATCH subject ${trail.subject}, entry 2: entry 2 was changed: its content does not give its hash\n`,
    })
  })

  it('names all settings that are wrong and shows no secret', async () => {
    const { code, err } = await run({ DATABASE_URL: 'mysql://root:hunter2@x', S3_ENDPOINT: 'nowhere' })
    expect(code).toBe(1)
    expect(err).toMatch(/DATABASE_URL[\s\S]*S3_ENDPOINT[\s\S]*S3_ACCESS_KEY_ID[\s\S]*S3_SECRET_ACCESS_KEY/)
    expect(err).not.toContain('hunter2')
  })
})
