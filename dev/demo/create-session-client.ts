// Recording sessions as one person uses them, over the public HTTP API.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import {
  AppendReceipt,
  type ContextRequest,
  SessionCloned,
  SessionResource,
  type SessionStart,
} from '#contracts/session.ts'
import { SessionBlock } from '#contracts/session-block.ts'
import { type Client, UnexpectedAnswer } from './create-client.ts'

export interface SessionClient {
  start(request: SessionStart): Promise<SessionResource>
  changeContext(id: string, change: ContextRequest): Promise<void>
  append(id: string, chunk: SentChunk): Promise<AppendReceipt & { isNew: boolean }>
  session(id: string): Promise<SessionResource>
  blocks(id: string): Promise<SessionBlock[]>
  correct(id: string, sequenceId: number, text: string): Promise<void>
  /** Resolves with its id. */
  uploadPicture(id: string, picture: SentPicture): Promise<string>
  /** Sealed, or why not: an answer of 5xx ends the demo. */
  finalize(id: string, lastSequenceId?: number): Promise<SealedSession>
  clone(id: string): Promise<z.infer<typeof SessionCloned>>
  /** Numbers of the chunks that core has not been able to hear. */
  pending(id: string): Promise<number[]>
  /** The blocks as soon as they are so, or as they are when patience ends; looked at again whenever the session changes. */
  blocksOnce(id: string, isSo: (blocks: SessionBlock[]) => boolean, patienceMs?: number): Promise<SessionBlock[]>
}

export interface SentChunk {
  sequenceId: number
  startedAt: Date
  contentType: string
  audio: Uint8Array<ArrayBuffer>
}

export interface SentPicture {
  file: string
  bytes: Uint8Array<ArrayBuffer>
  capturedAt: Date
  caption: string
}

/** A session that is FINALIZED. */
export const SealedSession = SessionResource.required({
  ...{ document_url: true, integrity_hash: true, snapshot_id: true, custody: true },
}).extend({ status: z.literal('FINALIZED') })
export type SealedSession = z.infer<typeof SealedSession>

const BlockPage = z.object({ data: z.array(SessionBlock) })

export function createSessionClient(client: Client): SessionClient {
  const { call, expect } = client
  const blocks = async (id: string) => (await expect(200, BlockPage, 'GET', `/session/${id}/blocks?limit=200`)).data
  return {
    blocks,
    session: id => expect(200, SessionResource, 'GET', `/session/${id}`),
    start: body => expect(201, SessionResource, 'POST', '/session/start', { body }),
    async changeContext(id, body) {
      await expect(200, SessionResource, 'PATCH', `/session/${id}/current-context`, { body })
    },
    async append(id, { sequenceId, startedAt, contentType, audio }) {
      const path = `/session/${id}/append`
      const headers = {
        'content-type': contentType,
        'x-sequence-id': String(sequenceId),
        'x-chunk-sha256': sha256Of(audio),
        'x-started-at': startedAt.toISOString(),
      }
      const answer = await call('POST', path, { raw: audio, headers })
      if (answer.status !== 202 && answer.status !== 200) throw new UnexpectedAnswer('POST', path, answer)
      return { ...AppendReceipt.parse(answer.body), isNew: answer.status === 202 }
    },
    pending: async id =>
      (await blocks(id)).flatMap(({ type, sequence_id }) => (type === 'AUDIO_PENDING' ? [sequence_id] : [])),
    async correct(id, sequenceId, text) {
      await expect(200, z.unknown(), 'PATCH', `/session/${id}/blocks/${sequenceId}`, { body: { text } })
    },
    async uploadPicture(id, { file, bytes, capturedAt, caption }) {
      const raw = new FormData()
      raw.set('captured_at', capturedAt.toISOString())
      raw.set('caption', caption)
      raw.set('file', new File([bytes], file))
      const Taken = z.object({ asset_id: z.string() })
      return (await expect(202, Taken, 'POST', `/session/${id}/upload-asset`, { raw })).asset_id
    },
    finalize: (id, last_sequence_id) =>
      expect(200, SealedSession, 'POST', `/session/${id}/finalize`, {
        body: last_sequence_id === undefined ? {} : { last_sequence_id },
        headers: { prefer: 'wait=60' },
      }),
    clone: id => expect(201, SessionCloned, 'POST', `/session/${id}/clone`),
    async blocksOnce(id, isSo, patienceMs = Number.POSITIVE_INFINITY) {
      for (const until = performance.now() + patienceMs; ; ) {
        // Before the blocks: what changes after this look ends the wait below at once.
        const { etag } = await call('GET', `/session/${id}`)
        const found = await blocks(id)
        if (isSo(found) || performance.now() > until) return found
        await call('GET', `/session/${id}?wait=2`, { headers: { 'if-none-match': etag ?? '' } })
      }
    },
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
