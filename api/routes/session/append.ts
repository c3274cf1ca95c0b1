// POST /session/{id}/append
import { randomUUIDv7 as uuid } from 'node:crypto'
import { AppendReceipt, AUDIO_TYPES } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { ChunkAnswer } from '#domain/ports/session-ledger.ts'
import { type Received, receivedOf } from '#domain/session/received.ts'
import type { Session } from '#domain/session/session.ts'
import { EXAMPLES } from '../../examples.ts'
import { json } from '../../pipeline/answer.ts'
import type { Ports } from '../../pipeline/ports.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { receivedResource } from '../../resources/session-resource.ts'
import { keepAudio } from '../../session/keep-audio.ts'
import { foundSession } from '../../session/owned-session.ts'
import { readChunk } from '../../session/read-chunk.ts'

/** CONTRACT, section 2. */
const CHUNK_LIMIT_BYTES = 4 * 1024 * 1024

export const appendChunk = defineRoute<{ session: Session }>({
  method: 'post',
  path: '/session/{id}/append',
  name: 'appendChunk',
  tag: 'Sessions',
  summary: 'Append a piece of audio',
  description:
    'A raw body with headers, or a form with the file `audio` and the fields `sequence_id sha256 started_at duration_ms? epoch?`. What is answered 202 is in the object store and in the ledger and is not lost. Chunks may come in any order and more than once; `received` and `next_expected` say what is there. At most 4 MiB.',
  scopes: ['sessions:write'],
  keyless: true,
  subject: foundSession,
  stream: {
    mediaTypes: AUDIO_TYPES,
    field: 'audio',
    fields: {
      sequence_id: 'From 1',
      sha256: 'Of the audio, hexadecimal',
      started_at: 'When the first sample was recorded, RFC 3339',
      duration_ms: 'How long it is, where that is known',
      epoch: 'Which connection it comes over',
    },
    required: ['sequence_id', 'sha256', 'started_at'],
  },
  optionalHeaders: {
    'X-Sequence-Id': 'From 1; with a raw body this one and the next two are needed',
    'X-Chunk-Sha256': 'Of the body, hexadecimal',
    'X-Started-At': 'When the first sample was recorded, RFC 3339',
    'X-Duration-Ms': 'How long it is, where that is known',
    'X-Session-Epoch': 'Which connection it comes over',
  },
  answers: [
    { status: 202, description: 'Taken', schema: AppendReceipt, example: EXAMPLES.receipt },
    { status: 200, description: 'The same bytes were taken before', schema: AppendReceipt, example: EXAMPLES.receipt },
  ],
  refusals: [
    'UNSUPPORTED_MEDIA_TYPE',
    'PAYLOAD_TOO_LARGE',
    'MALFORMED_REQUEST',
    'VALIDATION_FAILED',
    'CHUNK_HASH_MISMATCH',
    'CHUNK_CONFLICT',
    'EPOCH_SUPERSEDED',
    'SESSION_CLOSED',
  ],
  async run({ context, ports, subject: { session }, trace }) {
    const chunk = await readChunk(context.req.raw, CHUNK_LIMIT_BYTES)
    const { head, contentType, bytes } = chunk
    const objectKey = await keepAudio(ports.store, session, chunk)
    const answered = await ports.sessions.append(
      {
        ...{ id: uuid(), sessionId: session.id, tenantId: session.tenantId, sequenceId: head.sequence_id },
        ...{ sha256: head.sha256, bytes, contentType, objectKey, startedAt: new Date(head.started_at) },
        ...(head.epoch === undefined ? {} : { epoch: head.epoch }),
        ...(head.duration_ms === undefined ? {} : { durationMs: head.duration_ms }),
      },
      trace.traceparent,
    )
    demandTaken(answered)
    const receipt: AppendReceipt = {
      sequence_id: head.sequence_id,
      status: 'PROCESSING',
      ...receivedResource(await receivedBy(ports, session, head.sequence_id)),
    }
    return json(answered.answer === 'new' ? 202 : 200, receipt)
  },
})

/** From Redis where it knows the session; else from the ledger, and Redis is told. */
async function receivedBy({ live, sessions }: Ports, session: Session, sequenceId: number): Promise<Received> {
  const known = await live.append(session.id, sequenceId)
  if (known !== undefined) return receivedOf(known)
  void live.rebuild(session, async () => (await sessions.received(session.id)).received)
  return sessions.received(session.id)
}

function demandTaken({ answer, epoch, status }: ChunkAnswer): void {
  switch (answer) {
    case 'new':
    case 'same':
      return
    case 'other':
      throw new MandateError('CHUNK_CONFLICT', 'this sequence number was taken with other bytes')
    case 'superseded':
      throw new MandateError('EPOCH_SUPERSEDED', 'another connection records this session now', { members: { epoch } })
    case 'closed':
      throw new MandateError('SESSION_CLOSED', `the session is ${status} and takes nothing any more`, {
        members: { state: status },
      })
    default:
      answer satisfies never
  }
}
