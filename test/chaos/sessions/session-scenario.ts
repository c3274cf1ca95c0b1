// Sessions to hurt: an API process, a fleet of workers, a core that answers as it is told, builder and guard as they are.

import { readFileSync } from 'node:fs'
import postgres from 'postgres'
import type { SessionResource } from '#contracts/session.ts'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { findFreeBase } from '#dev/supervisor/claim-ports.ts'
import { nodeFlags } from '#dev/supervisor/memory-of.ts'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { type ProgramChild, spawnProgram } from '#test/support/program-process.ts'
import { type CoreAnswer, startScriptedCore } from '#test/support/scripted-core.ts'
import { type SealingServices, startSealingServices } from '#test/support/sealing-services.ts'
import { startTestIssuer } from '#test/support/test-issuer.ts'
import type { ChaosWorld } from '../chaos-world.ts'
import { createWorkerFleet, type WorkerFleet } from '../worker-fleet.ts'

/** Builder and guard. */
export type ScenarioServices = Pick<SealingServices, 'env' | 'guardUrl' | 'close'>

export interface SessionScenario extends WorkerFleet {
  world: ChaosWorld
  /** Of the API, whichever process it is. */
  url: string
  token: string
  /** Settings of its workers. */
  env: Record<string, string>
  services: ScenarioServices
  /** As the owner: for looking. */
  owner: postgres.Sql
  /** What is recorded lies here, and what is sealed there. */
  store: ObjectStore
  custody: ObjectStore
  /** The API as it runs now. */
  api(): ProgramChild
  /** SIGKILL of the API, and a new process at the same address. */
  restartApi(): Promise<void>
  /** From now on. */
  core(answer: CoreAnswer): void
  call<T = SessionResource>(method: string, path: string, body?: object): Promise<T>
  close(): Promise<void>
}

const SKELETON = new URL('../../../dev/skeleton/minutes.docx', import.meta.url)
const BUCKETS = { store: 'mandate', custody: 'mandate-custody' }

export const said: CoreAnswer = ({ sequenceId }) => ({
  text: `Said ${sequenceId}.`,
  confidence: 1,
  model_version: 'core-1',
})

export interface SessionScenarioOptions {
  /** Over the settings of a scenario's workers. */
  env?: Record<string, string>
  /** Builder and guard, unless those in this process will do. */
  services?: ScenarioServices
}

/** With one worker, and the sample skeleton in force. */
export async function openSessionScenario(
  world: ChaosWorld,
  { env: more = {}, services: given }: SessionScenarioOptions = {},
): Promise<SessionScenario> {
  const { backing, reaper, dataDir } = world
  const { name, databaseUrl, ownerUrl } = await world.database()
  const s3 = Object.fromEntries(Object.entries(backing.env).filter(([key]) => key.startsWith('S3_')))
  const services = given ?? (await startSealingServices({ ...s3 }))
  let answer: CoreAnswer = said
  const [issuer, core] = await Promise.all([startTestIssuer(), startScriptedCore(asked => answer(asked))])
  const common = { DATABASE_URL: databaseUrl, REDIS_URL: backing.redisUrl, REDIS_PREFIX: name, ...s3 }
  const env = {
    ...{ ...common, ...services.env, SERVICE_CORE_URL: core.url },
    ...{ CUSTODY_RETENTION_DAYS: '1', FINALIZE_GRACE_MS: '1000', SEAL_AGAIN_MS: '1000', BREAKER_FAILURES: '10000' },
    ...{ CORE_TIMEOUT_MS: '1000', CORE_AGAIN_MS: '3000', QUEUES: 'session.*' },
    ...more,
  }
  const port = await findFreeBase(1)
  const apiEnv = { ...common, OIDC_ISSUER: issuer.url, API_PORT: String(port), METRICS_PORT: '0', GRPC_PORT: '0' }
  const startApi = () => {
    const env = { ...apiEnv, DRAIN_NOTICE_MS: '0' }
    const program = 'api/main.ts'
    return spawnProgram({ program, env, logDir: dataDir, reaper, flags: nodeFlags(program) })
  }
  let api = startApi()
  const url = `http://127.0.0.1:${port}`
  const token = await issuer.token({ sub: 'ada', expiresInS: 7200 })
  const owner = postgres(ownerUrl, { max: 2, onnotice: () => {} })
  const fleet = createWorkerFleet({ env, logDir: dataDir, reaper })
  const [store, custody] = [openBucket(s3, BUCKETS.store), openBucket(s3, BUCKETS.custody)]
  await Promise.all([api.ready(), fleet.spawn()])
  await setUpTenant({ apiUrl: url, token, docx: new Uint8Array(readFileSync(SKELETON)) })

  return {
    ...{ ...fleet, world, url, token, env, services, owner, store, custody },
    api: () => api,
    async restartApi() {
      api.signal('SIGKILL')
      await api.exited
      api = startApi()
      await api.ready()
    },
    core: next => {
      answer = next
    },
    async call<T>(method: string, path: string, body?: object) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
      const response = await fetch(`${url}/api/v1${path}`, init)
      const answered = await response.json()
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answered)}`)
      return answered as T
    },
    async close() {
      api.signal('SIGKILL')
      await Promise.all([api.exited, fleet.killAll()])
      core.close()
      store.close()
      custody.close()
      await Promise.all([services.close(), issuer.close(), owner.end({ timeout: 1 })])
    },
  }
}

function openBucket(env: Record<string, string>, bucket: string): ObjectStore {
  const { S3_ENDPOINT: endpoint = '', S3_REGION: region = '' } = env
  const { S3_ACCESS_KEY_ID: accessKeyId = '', S3_SECRET_ACCESS_KEY: secretAccessKey = '' } = env
  return createS3ObjectStore({ endpoint, region, accessKeyId, secretAccessKey, bucket })
}

/** Of an API that comes back at the same address. */
