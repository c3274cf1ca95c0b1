// POST /session/{id}/uploads/{upload_id}/complete
import type { z } from 'zod'
import { AppendReceipt, AssetResource } from '#contracts/session.ts'
import { AssetCompletion, AudioCompletion, CompletionMembers, UploadCompletion } from '#contracts/session-upload.ts'
import { MandateError } from '#domain/errors.ts'
import type { LoadedSession, UploadView } from '#domain/ports/session-ledger.ts'
import { inputErrors, invalid } from '../../body/input-errors.ts'
import { EXAMPLES } from '../../examples.ts'
import type { Answer } from '../../pipeline/answer.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { addAsset, assetAnswer, demandTakesAssets } from '../../session/add-asset.ts'
import { audioKey, originalKey } from '../../session/asset-keys.ts'
import { audioKind } from '../../session/audio-kind.ts'
import { demandPicture } from '../../session/demand-picture.ts'
import { finishUpload, forgetUpload } from '../../session/finish-upload.ts'
import { loadedSession } from '../../session/owned-session.ts'
import { takeChunk } from '../../session/take-chunk.ts'

type Completing = Call<LoadedSession, unknown>

export const completeUpload = defineRoute<LoadedSession, unknown>({
  method: 'post',
  path: '/session/{id}/uploads/{upload_id}/complete',
  name: 'completeUpload',
  tag: 'Sessions',
  summary: 'End an upload: its parts become a piece of audio or a picture of the session',
  description:
    'With the parts’ ETags, and what an append or an upload-asset says beside the bytes; it answers as they do. Size, SHA-256 and first bytes must be those that were announced. Asked again, it answers the same.',
  scopes: ['sessions:write'],
  subject: loadedSession,
  body: {
    ...{ schema: CompletionMembers, documented: UploadCompletion, required: true, limit: 'json' },
    examples: { audio: EXAMPLES.audioCompletion, asset: EXAMPLES.assetCompletion },
  },
  answers: [
    {
      ...{ status: 202, description: 'Taken: a receipt of audio, or a picture that is PROCESSING' },
      ...{ schema: AppendReceipt.or(AssetResource), example: EXAMPLES.receipt },
    },
    {
      ...{ status: 200, description: 'It was taken before' },
      ...{ schema: AppendReceipt.or(AssetResource), example: EXAMPLES.newAsset },
    },
  ],
  refusals: ['CHUNK_HASH_MISMATCH', 'CHUNK_CONFLICT', 'EPOCH_SUPERSEDED', 'SESSION_CLOSED', 'INVALID_STATE'],
  async run(call) {
    const { ports, subject, context } = call
    const { id, tenantId } = subject.session
    const uploadId = context.req.param('upload_id')?.toLowerCase() ?? ''
    const upload = UUID.test(uploadId) ? await ports.sessions.upload(tenantId, id, uploadId) : undefined
    if (upload === undefined || upload.abandonedAt !== undefined)
      throw new MandateError(
        'NOT_FOUND',
        'there is no upload of that id; one that is not completed in time is given up',
      )
    const answer = await (upload.kind === 'audio' ? completeAudio(call, upload) : completeAsset(call, upload))
    await ports.sessions.endUpload(upload.id)
    await forgetUpload(ports.store, upload.objectKey)
    return answer
  },
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

async function completeAudio(call: Completing, upload: UploadView): Promise<Answer> {
  const { parts, ...said } = parsed(AudioCompletion, call.body)
  const { ports, settings, subject } = call
  const { session } = subject
  const key = audioKey(session, said.sequence_id, upload.sha256)
  const { bucket } = settings.uploads
  const look = (head: Uint8Array) => audioKind(upload.contentType, head)
  const contentType = await finishUpload(ports.store, { upload, parts, bucket, key, look })
  const head = { ...said, sha256: upload.sha256 }
  const answer = await takeChunk(call, session, { head, contentType, bytes: upload.bytes, objectKey: key })
  // The statement that takes chunks keeps no answers: one that is lost here is made once more, and is the same but for its status.
  await call.keyed?.keep(answer)
  return answer
}

/** The picture has the upload's id: however often it is completed, it is one. */
async function completeAsset(call: Completing, upload: UploadView): Promise<Answer> {
  const { parts, ...said } = parsed(AssetCompletion, call.body)
  const { ports, settings, subject, caller } = call
  const { session } = subject
  const before = (await ports.sessions.assets(caller.reader, session.id)).find(({ id }) => id === upload.id)
  if (before !== undefined) return assetAnswer(200, before)
  demandTakesAssets(subject)
  const key = originalKey(session, upload.id)
  await finishUpload(ports.store, { upload, parts, bucket: settings.uploads.bucket, key, look: demandPicture })
  const { id, sha256, bytes, name } = upload
  return addAsset(call, { id, sha256, bytes, originalKey: key, ...(name === undefined ? {} : { name }) }, said)
}

function parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw invalid(inputErrors(result.error.issues))
}
