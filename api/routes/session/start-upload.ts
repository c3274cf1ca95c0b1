// POST /session/{id}/uploads
import { randomUUIDv7 as uuid } from 'node:crypto'
import { UploadRequest, UploadStarted } from '#contracts/session-upload.ts'
import { IllegalTransition, MandateError } from '#domain/errors.ts'
import type { LoadedSession, NewUpload } from '#domain/ports/session-ledger.ts'
import { EXAMPLES } from '../../examples.ts'
import { replayTaken } from '../../idempotency/replay-taken.ts'
import { json } from '../../pipeline/answer.ts'
import { ask } from '../../pipeline/ask.ts'
import type { Call } from '../../pipeline/call.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { demandTakesAssets } from '../../session/add-asset.ts'
import { uploadKey } from '../../session/asset-keys.ts'
import { UNSAID } from '../../session/audio-kind.ts'
import { demandAudio } from '../../session/chunk-head.ts'
import { fileName } from '../../session/file-name.ts'
import { loadedSession } from '../../session/owned-session.ts'

export const startUpload = defineRoute<LoadedSession, UploadRequest>({
  method: 'post',
  path: '/session/{id}/uploads',
  name: 'startUpload',
  tag: 'Sessions',
  summary: 'Begin an upload of what is too large for a request',
  description:
    'Straight to the object store: PUT each part to its URL, in any order, with exactly as many bytes as it says; each answer’s `ETag` is wanted at `complete`. Audio up to 64 MiB, pictures up to 100 MiB.',
  scopes: ['sessions:write'],
  subject: loadedSession,
  body: { schema: UploadRequest, required: true, limit: 'json', examples: { asset: EXAMPLES.uploadRequest } },
  answers: [{ status: 201, description: 'Where the parts go', schema: UploadStarted, example: EXAMPLES.uploadStarted }],
  refusals: ['SESSION_CLOSED'],
  async run(call) {
    const { ports, settings, subject, body } = call
    demandSize(body, settings.uploads.limitBytes[body.kind])
    const contentType = contentTypeOf(body)
    demandTakesAssets(subject)
    const { session } = subject
    const id = uuid()
    const name = body.name === undefined ? undefined : fileName(body.name)
    const objectKey = uploadKey(session, id)
    const storeUploadId = await ports.store.startUpload(objectKey, { contentType })
    const upload: NewUpload = {
      ...{ id, sessionId: session.id, tenantId: session.tenantId, kind: body.kind, bytes: body.bytes },
      ...{ sha256: body.sha256, contentType, objectKey, storeUploadId },
      ...(name === undefined ? {} : { name }),
      expiresAt: new Date(Date.now() + settings.uploads.ttlS * 1000),
    }
    const started = await resourceOf(call, upload)
    const written = await ports.sessions.startUpload(
      upload,
      ask(call, () => json(201, started)),
    )
    if (written === 'written') return json(201, started)
    await ports.store.abortUpload(objectKey, storeUploadId)
    if (written === 'key_taken') return replayTaken(call)
    throw new IllegalTransition(
      'startUpload',
      session.status,
      [],
      'SESSION_CLOSED',
      'the session takes nothing any more',
    )
  },
})

function demandSize({ bytes, kind }: UploadRequest, limitBytes: number): void {
  if (bytes <= limitBytes) return
  throw new MandateError('PAYLOAD_TOO_LARGE', `an upload of kind ${kind} has at most ${limitBytes} bytes`, {
    members: { limit_bytes: limitBytes },
  })
}

/** Of a picture its first bytes tell, whatever is said of it. */
function contentTypeOf({ kind, content_type }: UploadRequest): string {
  return kind === 'asset' || content_type === undefined ? UNSAID : demandAudio(content_type)
}

async function resourceOf({ ports, settings }: Call<LoadedSession, UploadRequest>, upload: NewUpload) {
  const { id: upload_id, sessionId: session_id, kind, bytes, sha256, objectKey, storeUploadId, expiresAt } = upload
  const { partBytes, ttlS } = settings.uploads
  const parts = Array.from({ length: Math.ceil(bytes / partBytes) }, async (_, index) => {
    const size = Math.min(partBytes, bytes - index * partBytes)
    const url = await ports.store.presignPart(objectKey, storeUploadId, index + 1, ttlS, size)
    return { part: index + 1, bytes: size, url }
  })
  const started: UploadStarted = {
    ...{ upload_id, session_id, kind, bytes, sha256, parts: await Promise.all(parts) },
    expires_at: expiresAt.toISOString(),
  }
  return started
}
