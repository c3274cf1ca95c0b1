// A session rig whose sessions can be finalized: builder and guard behind its worker, the sample skeleton in force for tenant A.
import { readFileSync } from 'node:fs'
import { inject } from 'vitest'
import type { SessionResource } from '#contracts/session.ts'
import { createS3ObjectStore } from '#db/object-store/s3/index.ts'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import { type SealingServices, startSealingServices } from './sealing-services.ts'
import { openSessionRig, type SessionRig } from './session-rig.ts'

export interface SealingRig extends SessionRig {
  services: SealingServices
  /** The bucket that sealed sessions lie in. */
  custody: ObjectStore
  /** The bucket that audio, blocks and documents lie in before. */
  store: ObjectStore
  /** Records these chunks, from 1 up, and answers with the sealed session. */
  seal(chunks: readonly SpokenChunk[], more?: object): Promise<SessionResource>
  /** Answers once it is FINALIZED or has failed. */
  finalize(sessionId: string, more?: object): Promise<SessionResource>
}

export interface SpokenChunk {
  audio: Uint8Array
  contentType?: string
}

const SKELETON = new URL('../../dev/skeleton/minutes.docx', import.meta.url)

/** @param env settings of the worker over those of a test */
export async function openSealingRig(env: Record<string, string> = {}): Promise<SealingRig> {
  const services = await startSealingServices()
  const settings = { ...services.env, CUSTODY_RETENTION_DAYS: '1', FINALIZE_GRACE_MS: '1000', SEAL_AGAIN_MS: '200' }
  const rig = await openSessionRig({ ...settings, ...env })
  const { api } = rig
  const docx = new Uint8Array(readFileSync(SKELETON))
  await setUpTenant({ apiUrl: api.url, token: api.tokens.ada, docx })
  const { S3_BUCKET = 'mandate', S3_CUSTODY_BUCKET = 'mandate-custody' } = inject('backing')
  const [store, custody] = [openBucket(S3_BUCKET), openBucket(S3_CUSTODY_BUCKET)]
  const finalize: SealingRig['finalize'] = async (sessionId, more = {}) => {
    const headers = { prefer: 'wait=60' }
    return (await api.call('POST', `/api/v1/session/${sessionId}/finalize`, { body: more, headers })).body
  }
  return {
    ...{ ...rig, services, store, custody, finalize },
    async seal(chunks, more) {
      const { session_id: id } = await rig.start(more)
      for (const [index, chunk] of chunks.entries()) {
        const startedAt = new Date(Date.UTC(2026, 10, 20, 9) + index * 9000).toISOString()
        const appended = await rig.append(id, { ...chunk, sequenceId: index + 1, startedAt })
        if (appended.status !== 202) throw new Error(`append answered ${JSON.stringify(appended)}`)
      }
      const sealed = await finalize(id)
      if (sealed.status !== 'FINALIZED') throw new Error(`it was not sealed: ${JSON.stringify(sealed)}`)
      return sealed
    },
    async close() {
      await rig.close()
      store.close()
      custody.close()
      await services.close()
    },
  }
}

function openBucket(bucket: string): ObjectStore {
  const env = inject('backing')
  return createS3ObjectStore({
    endpoint: env.S3_ENDPOINT ?? '',
    region: env.S3_REGION ?? '',
    accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
    bucket,
  })
}
