// Makes a piece of audio whose bytes are in the object store one of the session's, and says what has arrived by then.
import { randomUUIDv7 as uuid } from 'node:crypto'
import type { AppendReceipt, AudioType, ChunkHead } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { ChunkAnswer } from '#domain/ports/session-ledger.ts'
import { type Received, receivedOf } from '#domain/session/received.ts'
import { deleteForGood } from '#queues/session/delete-for-good.ts'
import { type Answer, json } from '../pipeline/answer.ts'
import type { Call } from '../pipeline/call.ts'
import { carriedBy } from '../pipeline/carried-by.ts'
import type { Ports } from '../pipeline/ports.ts'
import { receivedResource } from '../resources/session-resource.ts'
import type { OwnedSession } from './owned-session.ts'

export interface KeptChunk {
  head: ChunkHead
  contentType: AudioType
  bytes: number
  objectKey: string
}

/** @throws MandateError CHUNK_CONFLICT, EPOCH_SUPERSEDED, SESSION_CLOSED */
export async function takeChunk(
  { ports, trace }: Pick<Call<unknown, unknown>, 'ports' | 'trace'>,
  session: OwnedSession,
  { head, contentType, bytes, objectKey }: KeptChunk,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answered = await ports.sessions.append(
    {
      ...{ id: uuid(), sessionId: session.id, tenantId: session.tenantId, sequenceId: head.sequence_id },
      ...{ sha256: head.sha256, bytes, contentType, objectKey, startedAt: new Date(head.started_at) },
      ...(head.epoch === undefined ? {} : { epoch: head.epoch }),
      ...(head.duration_ms === undefined ? {} : { durationMs: head.duration_ms }),
    },
    carriedBy(trace),
  )
  // No row names them, else they were `same`, and none will: nobody would come for them. But an abandoned session may open again, and
  // whoever then sends these bytes again has them under this key. Where the store can't just now, they stay: the refusal counts.
  if (answered.answer === 'closed' && answered.status !== 'ABANDONED')
    await deleteForGood(ports.store, objectKey).catch(() => undefined)
  demandTaken(answered)
  const receipt: AppendReceipt = {
    sequence_id: head.sequence_id,
    status: 'PROCESSING',
    ...receivedResource(await receivedBy(ports, session, head.sequence_id)),
  }
  return json(answered.answer === 'new' ? 202 : 200, receipt, headers)
}

/** From Redis where it knows the session; else from the ledger, and Redis is told. */
async function receivedBy({ live, sessions }: Ports, session: OwnedSession, sequenceId: number): Promise<Received> {
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
