// A session from its first chunk to its sealed document, over gRPC alone.
import { createHash } from 'node:crypto'
import { timestampFromDate } from '@bufbuild/protobuf/wkt'
import { Code, ConnectError, createClient } from '@connectrpc/connect'
import { createGrpcTransport } from '@connectrpc/connect-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ErrorInfoSchema } from '#contracts/rpc/google/rpc/error_details_pb.ts'
import { SessionService } from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import { openSealingRig, type SealingRig } from '#test/support/sealing-rig.ts'
import { clip } from '#test/support/speech-clips.ts'

let rig: SealingRig
const client = () => createClient(SessionService, createGrpcTransport({ baseUrl: rig.api.grpcUrl }))
const ada = () => ({ headers: { authorization: `Bearer ${rig.api.tokens.ada}` } })
beforeAll(async () => {
  rig = await openSealingRig()
})
afterAll(() => rig.close())

const record = async () => {
  const audio = new Uint8Array(clip('audio/flac'))
  const { session } = await client().startSession({ clientTimezone: 'Europe/Madrid', title: 'Board' }, ada())
  const sessionId = session?.sessionId ?? ''
  await client().appendChunks(
    (async function* () {
      for (const sequenceId of [1, 2]) {
        const sha256 = createHash('sha256').update(audio).digest('hex')
        const startedAt = timestampFromDate(new Date(Date.UTC(2026, 10, 20, 9) + sequenceId * 9000))
        yield { sessionId, head: { sequenceId, sha256, startedAt, contentType: 'audio/flac' } }
        for (let at = 0; at < audio.length; at += 16_384) yield { data: audio.subarray(at, at + 16_384) }
      }
    })(),
    ada(),
  )
  return sessionId
}

describe('a session over gRPC', () => {
  it('is finalized, shows its sealed document, and ends whoever watches it', async () => {
    const sessionId = await record()
    const actions: string[] = []
    const watched = (async () => {
      for await (const { action } of client().watchSession({ sessionId }, ada())) actions.push(action)
    })()
    const sealed = await client().finalizeSession({ sessionId, lastSequenceId: 2, waitSeconds: 60 }, ada())
    expect(sealed).toMatchObject({ status: 'FINALIZED', isDraining: false, pending: 0, version: 1 })
    expect(sealed.integrityHash).toMatch(/^[0-9a-f]{64}$/)
    expect(sealed.custody.length).toBeGreaterThan(0)
    const document = await fetch(sealed.documentUrl ?? '')
    expect(document.status).toBe(200)
    await document.body?.cancel()
    await watched
    const log = await rig.api.call('GET', `/api/v1/session/${sessionId}/audit?limit=200`)
    const entries: { seq: number; action: string }[] = log.body.data
    expect(actions).toEqual(entries.toSorted((one, other) => one.seq - other.seq).map(({ action }) => action))
    const over = await client()
      .resumeSession({ sessionId }, ada())
      .catch(error => ConnectError.from(error))
    expect(over).toMatchObject({ code: Code.FailedPrecondition })
  })

  it('that guard does not sign is an error for whoever waits, by its name', async () => {
    const sessionId = await record()
    await rig.services.fault('guard', { fault: 'error_500' })
    const error = await client()
      .finalizeSession({ sessionId, waitSeconds: 60 }, ada())
      .then(
        () => new ConnectError('it did not fail'),
        reason => ConnectError.from(reason),
      )
    expect([error.code, error.findDetails(ErrorInfoSchema)[0]?.reason]).toEqual([Code.Unavailable, 'GUARD_FAILED'])
    expect((await client().getSession({ sessionId }, ada())).status).toMatch(/GUARD_FAILED|SEALING/)
  })
})
