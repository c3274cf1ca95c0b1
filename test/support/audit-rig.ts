// A database, a bucket's worth of checkpoints and a key of its own, with everything that writes and verifies them.
import { generateKeyPairSync } from 'node:crypto'
import { inject } from 'vitest'
import { checkpointLedger } from '#db/audit/checkpoint/checkpoint-ledger.ts'
import { readSigningKey, type SigningKey } from '#db/audit/key/signing-key.ts'
import { auditVerify } from '#db/audit/verify/audit-verify.ts'
import { verifyEverything } from '#db/audit/verify/verify-everything.ts'
import { openPool, type Role } from '#db/connection/open-pool.ts'
import { withReader } from '#db/connection/with-reader.ts'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { type ObjectStore, ObjectStoreError } from '#domain/ports/object-store.ts'
import { createCheckpointRound, type RoundReport } from '#workers/audit/write-checkpoints.ts'
import { openTestDatabase } from './test-database.ts'

export async function openAuditRig() {
  const database = await openTestDatabase()
  const pools = new Map<Role, ReturnType<typeof openPool>>()
  const pool = (role: Role) => {
    const found = pools.get(role) ?? openPool({ url: database.url, role, max: 4, applicationName: 'test' })
    pools.set(role, found)
    return found
  }
  const prefix = `${new URL(database.url).pathname.slice(1)}/`
  const bucket = lockedBucket()
  const store = prefixed(bucket, prefix)
  const foreign: string[] = []
  const key = await freshKey()
  const read = withReader({ api: pool('mandate_api'), ops: pool('mandate_ops') })
  const ledger = checkpointLedger(pool('mandate_worker'))
  return {
    ...{ database, owner: database.owner, pool, store, ledger, key, foreign },
    /** A worker's rounds; each call is another worker. */
    rounds(options: Partial<{ key: SigningKey; store: ObjectStore; maxHeads: number }> = {}) {
      return createCheckpointRound({
        ...{ ledger, store, key },
        retentionDays: 1,
        intervalMs: 60_000,
        onForeign: (objectKey, why) => foreign.push(`${objectKey} ${why}`),
        ...options,
      })
    },
    /** A round now, whoever had one before. */
    async checkpointNow(options: Parameters<typeof this.rounds>[0] = {}): Promise<RoundReport | undefined> {
      await this.roundIsDue()
      return this.rounds(options)()
    },
    async roundIsDue() {
      await database.owner`UPDATE audit_rounds SET due_at = now() - interval '1 s'`
    },
    verify: (tenant: string, subject: string) => auditVerify(read, store)({ tenantId: tenant }, subject),
    verifyAll: (trustedKeys?: unknown[]) =>
      verifyEverything({ sql: pool('mandate_ops'), store, ...(trustedKeys && { trustedKeys }) }),
    async close() {
      for (const sql of pools.values()) await sql.end({ timeout: 1 })
      bucket.close()
      await database.drop()
    },
  }
}

export type AuditRig = Awaited<ReturnType<typeof openAuditRig>>

export function freshKey(): Promise<SigningKey> {
  const { privateKey } = generateKeyPairSync('ed25519')
  return readSigningKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
}

/** What no owner of a database can do: the bucket as it is after an object was lost or replaced all the same. */
export function withObject(store: ObjectStore, key: string, bytes: Uint8Array | undefined): ObjectStore {
  return {
    ...store,
    async get(asked, options) {
      if (asked !== key) return store.get(asked, options)
      if (bytes === undefined) throw new ObjectStoreError('NO_SUCH_OBJECT', 'lost')
      return { ...(await store.get(asked, options)), body: new Blob([bytes]).stream() }
    },
  }
}

function lockedBucket(): ObjectStore {
  const env = inject('backing')
  return createS3ObjectStore({
    endpoint: env.S3_ENDPOINT ?? '',
    region: env.S3_REGION ?? '',
    accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
    bucket: env.S3_AUDIT_BUCKET ?? '',
  })
}

/** One bucket for all tests, a folder for each. */
function prefixed(store: ObjectStore, prefix: string): ObjectStore {
  return {
    ...store,
    put: (key, body, options) => store.put(prefix + key, body, options),
    get: (key, options) => store.get(prefix + key, options),
    head: (key, options) => store.head(prefix + key, options),
    delete: (key, options) => store.delete(prefix + key, options),
    async list(options = {}) {
      const page = await store.list({ ...options, prefix: prefix + (options.prefix ?? '') })
      const cutOff = (key: string) => key.slice(prefix.length)
      return {
        ...page,
        objects: page.objects.map(object => ({ ...object, key: cutOff(object.key) })),
        prefixes: page.prefixes.map(cutOff),
      }
    },
  }
}
