// Blocks of a session as a reader may see them: what became of each chunk, and what stands between them. The API shows them, and a
// worker makes the document of them.
import type { SessionBlock } from '#contracts/session-block.ts'
import type { ChunkView, PlacedImage, SessionStretch } from '#domain/ports/session-ledger.ts'
import { pauseBetween } from '#domain/session/block.ts'
import { clientTime } from '#domain/session/client-time.ts'
import { type Context, contextAt } from '#domain/session/context.ts'

/** CONTRACT, section 5: as long as an audio link holds. */
export const AUDIO_LINK_TTL_S = 7 * 24 * 3600

export interface BlocksOf extends SessionStretch {
  /** The chunks are those behind this sequence number; 0: from the first. */
  after: number
  /** No chunk follows these: pictures that stand behind the last are among them. */
  isLast: boolean
  /** IANA. */
  zone: string
  /** Whether what is restricted may be seen. */
  seesRestricted: boolean
  /** A link to a piece of audio that holds for 7 days. */
  linkTo(objectKey: string): Promise<string>
}

export async function sessionBlocks(stretch: BlocksOf): Promise<SessionBlock[]> {
  const { chunks, before, images, after, isLast, zone } = stretch
  const blocks: SessionBlock[] = []
  const imagesBetween = (from: number, to: number) =>
    images.filter(image => image.after >= from && image.after < to).map(image => imageBlock(image, stretch))
  let former = before
  // A picture behind the chunk that ended the page before was on that page.
  let imagesFrom = after === 0 ? 0 : after + 1
  for (const chunk of chunks) {
    blocks.push(...imagesBetween(imagesFrom, chunk.sequenceId))
    imagesFrom = chunk.sequenceId
    const note = former && pauseNote(former, chunk, zone)
    if (note !== undefined) blocks.push(note)
    blocks.push(await chunkBlock(chunk, stretch))
    former = chunk
  }
  const end = isLast ? Number.POSITIVE_INFINITY : (chunks.at(-1)?.sequenceId ?? 0) + 1
  blocks.push(...imagesBetween(imagesFrom, end))
  return blocks
}

type Common = Omit<Extract<SessionBlock, { type: 'SILENCE' }>, 'type'>

async function chunkBlock(
  chunk: ChunkView,
  { contexts, zone, seesRestricted, linkTo }: BlocksOf,
): Promise<SessionBlock> {
  const { sequenceId, startedAt, block, edit } = chunk
  const context = contextAt(contexts, startedAt.getTime())
  const restricted = edit?.restricted ?? context.restricted
  const common: Common = {
    ...commonOf(sequenceId, startedAt, zone, { ...context, restricted }),
    status: block === undefined && edit?.text === undefined ? 'PROCESSING' : 'DONE',
    ...(edit === undefined ? {} : { edited_by: edit.editedBy }),
  }
  return restricted && !seesRestricted ? hidden(common) : shown(chunk, common, linkTo)
}

/** That there is something, and nothing of it. */
function hidden({ edited_by: _, ...common }: Common): SessionBlock {
  return { ...common, type: 'TEXT', topic: null, target_placeholder: null }
}

async function shown(
  { block, edit, objectKey }: ChunkView,
  common: Common,
  linkTo: BlocksOf['linkTo'],
): Promise<SessionBlock> {
  const placed = (target?: string) => ({
    target_placeholder: edit?.targetPlaceholder === undefined ? (target ?? null) : edit.targetPlaceholder,
  })
  if (block?.type === 'TABLE') {
    const { intentId: intent_id, targetPlaceholder: target_placeholder, columns, rows } = block
    const data = { intent_id, target_placeholder, columns, rows }
    return { ...common, ...placed(target_placeholder), type: 'TABLE', text: edit?.text ?? block.text, data }
  }
  // What a person wrote down is what was said there, whatever was found there before.
  if (edit?.text !== undefined) {
    const target = block?.type === 'TEXT' ? block.targetPlaceholder : undefined
    return { ...common, ...placed(target), type: 'TEXT', text: edit.text }
  }
  if (block === undefined) return { ...common, ...placed(), type: 'TEXT' }
  switch (block.type) {
    case 'TEXT':
      return { ...common, ...placed(block.targetPlaceholder), type: 'TEXT', text: block.text }
    case 'AUDIO_PENDING': {
      const fallback_url = await linkTo(objectKey)
      return { ...common, ...placed(), type: 'AUDIO_PENDING', data: { fallback_url, reason: block.reason } }
    }
    case 'SILENCE':
      return { ...common, type: 'SILENCE' }
    default:
      return block satisfies never
  }
}

function imageBlock(image: PlacedImage, { contexts, zone, seesRestricted }: BlocksOf): SessionBlock {
  const { after, capturedAt, targetPlaceholder, assetId: asset_id, caption } = image
  const context = contextAt(contexts, capturedAt.getTime())
  const common = commonOf(after, capturedAt, zone, context)
  if (context.restricted && !seesRestricted) return hidden(common)
  const target_placeholder = targetPlaceholder ?? null
  return {
    ...common,
    target_placeholder,
    type: 'IMAGE',
    data: { asset_id, ...(caption === undefined ? {} : { caption }) },
  }
}

function commonOf(
  sequenceId: number,
  at: Date,
  zone: string,
  { currentSpeakerId, topic, restricted }: Context,
): Common {
  return {
    sequence_id: sequenceId,
    status: 'DONE',
    speaker_id: currentSpeakerId,
    topic,
    restricted,
    target_placeholder: null,
    started_at: at.toISOString(),
    client_time: clientTime(at, zone),
  }
}

function pauseNote(former: ChunkView, next: ChunkView, zone: string): SessionBlock | undefined {
  const endedAt = new Date(former.startedAt.getTime() + (former.durationMs ?? 0))
  const pauseMs = pauseBetween(endedAt.getTime(), next.startedAt.getTime())
  if (pauseMs === undefined) return undefined
  const common = commonOf(former.sequenceId, endedAt, zone, { currentSpeakerId: null, topic: null, restricted: false })
  return { ...common, type: 'SYSTEM_NOTE', text: `Pause of ${Math.round(pauseMs / 1000)} s` }
}
