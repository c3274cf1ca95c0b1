// POST /session/{id}/append
import { AppendReceipt, AUDIO_TYPES } from '#contracts/session.ts'
import { EXAMPLES } from '../../examples.ts'
import { defineRoute } from '../../pipeline/route.ts'
import { keepAudio } from '../../session/keep-audio.ts'
import { type OwnedSession, ownedSession } from '../../session/owned-session.ts'
import { readChunk } from '../../session/read-chunk.ts'
import { takeChunk } from '../../session/take-chunk.ts'

/** CONTRACT, section 2. */
const CHUNK_LIMIT_BYTES = 4 * 1024 * 1024

const DRAIN = { 'X-Session-Drain': '`1`: this server is going down; go on over a new connection' }

export const appendChunk = defineRoute<{ session: OwnedSession }>({
  method: 'post',
  path: '/session/{id}/append',
  name: 'appendChunk',
  tag: 'Sessions',
  summary: 'Append a piece of audio',
  description:
    'A raw body with headers, or a form with the file `audio` and the fields `sequence_id sha256 started_at duration_ms? epoch?`. What is answered 202 is in the object store and in the ledger and is not lost. Chunks may come in any order and more than once; `received` and `next_expected` say what is there. At most 4 MiB.',
  scopes: ['sessions:write'],
  keyless: true,
  servedWhileDraining: true,
  subject: ownedSession,
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
    { status: 202, description: 'Taken', schema: AppendReceipt, example: EXAMPLES.receipt, headers: DRAIN },
    {
      status: 200,
      description: 'The same bytes were taken before',
      schema: AppendReceipt,
      example: EXAMPLES.receipt,
      headers: DRAIN,
    },
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
    const notice = ports.drainNotice.onAppend()
    const chunk = await readChunk(context, CHUNK_LIMIT_BYTES)
    const objectKey = await keepAudio(ports.store, session, chunk)
    return takeChunk({ ports, trace }, session, { ...chunk, objectKey }, notice)
  },
})
