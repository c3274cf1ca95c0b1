// Chunks one after another on one stream: each goes to the append route as its bytes come in, a few at once.
import type { MessageInitShape } from '@bufbuild/protobuf'
import type {
  AppendChunksRequest,
  AppendChunksResponseSchema,
  ChunkHead,
} from '#contracts/rpc/mandate/session/v1/session_pb.ts'
import type { AppendReceipt } from '#contracts/session.ts'
import { MandateError } from '#domain/errors.ts'
import type { SendChunk } from './send-chunk.ts'

/** Chunks whose receipt is still to come; beyond, the sender waits. */
const MOST_AT_ONCE = 8

/**
 * @param isLeaving whether this server goes down: then the chunk that is open is the last
 * @throws MandateError MALFORMED_REQUEST, or what the first chunk was refused with that was not taken
 */
export async function appendChunks(
  messages: AsyncIterable<AppendChunksRequest>,
  send: SendChunk,
  isLeaving: () => boolean,
): Promise<MessageInitShape<typeof AppendChunksResponseSchema>> {
  const receipts: AppendReceipt[] = []
  const underway = new Set<Promise<void>>()
  const refused = Promise.withResolvers<never>()
  // It is heard by the race that it ends; when there is none any more, by the last wait.
  refused.promise.catch(() => undefined)
  const leaving = Promise.withResolvers<{ done: true; value: undefined }>()
  const orRefused = <T>(wanted: Promise<T>) => Promise.race([wanted, refused.promise])

  let sessionId = ''
  let open: WritableStreamDefaultWriter<Uint8Array> | undefined
  const begin = (head: ChunkHead) => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
    open = writable.getWriter()
    const taking = send(sessionId, head, readable)
      .then(receipt => {
        receipts.push(receipt)
        if (isLeaving()) leaving.resolve({ done: true, value: undefined })
      }, refused.reject)
      .finally(() => underway.delete(taking))
    underway.add(taking)
  }
  const end = async () => {
    const ending = open
    open = undefined
    // Refused before its end, it tells so itself.
    await orRefused(ending?.close().catch(() => undefined) ?? Promise.resolve())
    while (underway.size >= MOST_AT_ONCE) await orRefused(Promise.race(underway))
  }
  const take = async ({ sessionId: named, head, data, isLast }: AppendChunksRequest) => {
    if (named !== '' && sessionId !== '' && named !== sessionId) throw malformed('a stream is of one session')
    sessionId ||= named
    if (sessionId === '') throw malformed('the first message must name its session')
    if (head !== undefined) {
      await end()
      begin(head)
    }
    if (open === undefined) throw malformed('the first message of a chunk must have its head')
    // As above: what breaks here is told by the chunk's own refusal.
    if (data.byteLength > 0) await orRefused(open.write(data).catch(() => undefined))
    if (isLast) await end()
  }

  const incoming = messages[Symbol.asyncIterator]()
  try {
    for (;;) {
      const message = incoming.next()
      const { done, value } = await orRefused(open === undefined ? Promise.race([leaving.promise, message]) : message)
      if (done) break
      await take(value)
    }
    await end()
    await orRefused(Promise.all(underway))
  } catch (error) {
    // A chunk that broke off is not taken, which is told by the error that is thrown on.
    open?.abort(error).catch(() => undefined)
    // Whoever is told looks next what was taken: those underway are, or are not, by then.
    await Promise.all(underway)
    throw error
  }
  if (receipts.length === 0) throw malformed('there is no chunk in the stream')
  const { received, next_expected: nextExpected } = receipts.reduce(later)
  return { taken: receipts.length, received: received.map(([from, to]) => ({ from, to })), nextExpected }
}

/** Receipts may come in another order than the chunks were taken; the last one knows of most. */
function later(one: AppendReceipt, other: AppendReceipt): AppendReceipt {
  return countOf(other) > countOf(one) ? other : one
}

function countOf({ received }: AppendReceipt): number {
  return received.reduce((sum, [from, to]) => sum + to - from + 1, 0)
}

function malformed(detail: string): MandateError {
  return new MandateError('MALFORMED_REQUEST', detail)
}
