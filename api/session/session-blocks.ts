// Blocks of a session as a caller may see them: what became of each chunk, and the pauses between them.
import type { SessionBlock } from '#contracts/session-block.ts'
import type { ObjectStore } from '#domain/ports/object-store.ts'
import type { ChunkView } from '#domain/ports/session-ledger.ts'
import { pauseBetween } from '#domain/session/block.ts'
import { clientTime } from '#domain/session/client-time.ts'
import { type ContextChange, contextAt } from '#domain/session/context.ts'

export interface BlocksOf {
  chunks: readonly ChunkView[]
  /** The one before the first. */
  before?: ChunkView | undefined
  contexts: readonly ContextChange[]
  /** IANA. */
  zone: string
  /** Whether what is restricted may be seen. */
  seesRestricted: boolean
}

/** CONTRACT, section 5: as long as an audio link holds. */
const LINK_TTL_S = 7 * 24 * 3600

export async function sessionBlocks(
  store: Pick<ObjectStore, 'presignGet'>,
  { chunks, before, contexts, zone, seesRestricted }: BlocksOf,
): Promise<SessionBlock[]> {
  const blocks: SessionBlock[] = []
  let former = before
  for (const chunk of chunks) {
    const context = contextAt(contexts, chunk.startedAt.getTime())
    const note = former && pauseNote(former, chunk, zone)
    if (note !== undefined) blocks.push(note)
    const isHidden = context.restricted && !seesRestricted
    const common = {
      ...commonOf(chunk.sequenceId, chunk.startedAt, zone),
      status: chunk.block === undefined ? ('PROCESSING' as const) : ('DONE' as const),
      speaker_id: context.currentSpeakerId,
      topic: isHidden ? null : context.topic,
      restricted: context.restricted,
    }
    blocks.push(isHidden ? { ...common, type: 'TEXT' } : await shown(store, chunk, common))
    former = chunk
  }
  return blocks
}

type Common = Omit<Extract<SessionBlock, { type: 'SILENCE' }>, 'type'>

async function shown(
  store: Pick<ObjectStore, 'presignGet'>,
  { block, objectKey }: ChunkView,
  common: Common,
): Promise<SessionBlock> {
  if (block === undefined) return { ...common, type: 'TEXT' }
  switch (block.type) {
    case 'TEXT':
      return { ...common, type: 'TEXT', text: block.text, target_placeholder: block.targetPlaceholder ?? null }
    case 'TABLE': {
      const { intentId: intent_id, targetPlaceholder: target_placeholder, columns, rows } = block
      const data = { intent_id, target_placeholder, columns, rows }
      return { ...common, type: 'TABLE', text: block.text, target_placeholder, data }
    }
    case 'AUDIO_PENDING': {
      const fallback_url = await store.presignGet(objectKey, LINK_TTL_S)
      return { ...common, type: 'AUDIO_PENDING', data: { fallback_url, reason: block.reason } }
    }
    case 'SILENCE':
      return { ...common, type: 'SILENCE' }
    default:
      return block satisfies never
  }
}

function commonOf(sequenceId: number, at: Date, zone: string) {
  return {
    sequence_id: sequenceId,
    started_at: at.toISOString(),
    client_time: clientTime(at, zone),
    target_placeholder: null,
  }
}

function pauseNote(former: ChunkView, next: ChunkView, zone: string): SessionBlock | undefined {
  const endedAt = new Date(former.startedAt.getTime() + (former.durationMs ?? 0))
  const pauseMs = pauseBetween(endedAt.getTime(), next.startedAt.getTime())
  if (pauseMs === undefined) return undefined
  return {
    ...commonOf(former.sequenceId, endedAt, zone),
    type: 'SYSTEM_NOTE',
    status: 'DONE',
    ...{ speaker_id: null, topic: null, restricted: false },
    text: `Pause of ${Math.round(pauseMs / 1000)} s`,
  }
}
