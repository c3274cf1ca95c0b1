// The transcript: blocks in their order, topics as headings, what is missing named where it is missing.
import { html } from 'hono/html'
import type { SessionResource } from '#contracts/session.ts'
import type { SessionBlock } from '#contracts/session-block.ts'
import type { Markup } from '../../parts/markup.ts'
import { type BlockView, blockItem, silence } from './block-item.ts'
import { isOfChunk } from './read-blocks.ts'
import { clock } from './words.ts'

export interface Stretch {
  blocks: readonly SessionBlock[]
  /** The chunk that they follow. */
  after: number
  /** Others follow: what is missing behind the last is theirs to name. */
  hasMore: boolean
}

export function transcript(
  { blocks, after, hasMore }: Stretch,
  { gaps, status }: Pick<SessionResource, 'gaps' | 'status'>,
  view: BlockView,
): Markup {
  const left = gaps.filter(({ to }) => to > after)
  const items: Markup[] = []
  let topic: string | null = null
  let former: SessionBlock | undefined
  let quiet: SessionBlock[] = []
  const endQuiet = () => {
    if (quiet.length > 0) items.push(silence(quiet, view))
    quiet = []
  }
  for (const block of blocks) {
    if (block.type !== 'SILENCE' || isMissingBetween(former, block)) endQuiet()
    while (left[0] !== undefined && left[0].from <= block.sequence_id) {
      const gap = left.shift()
      if (gap !== undefined) items.push(missing(gap, { status, before: former, behind: block }))
    }
    if (block.topic !== topic && block.topic !== null) items.push(html`<li class="topic"><h3>${block.topic}</h3></li>`)
    if (block.type !== 'SYSTEM_NOTE') topic = block.topic
    if (block.type === 'SILENCE') quiet.push(block)
    // What is hidden looks alike: of a chunk comes first, any other behind it is a picture of it.
    else
      items.push(
        blockItem(block, view, isOfChunk(block) && former?.sequence_id === block.sequence_id && isOfChunk(former)),
      )
    former = block
  }
  endQuiet()
  if (!hasMore) for (const gap of left) items.push(missing(gap, { status, before: former }))
  return html`<ol class="transcript">${items}</ol>`
}

const isMissingBetween = (former: SessionBlock | undefined, block: SessionBlock) =>
  former !== undefined && block.sequence_id > former.sequence_id + 1

interface Around {
  status: SessionResource['status']
  before: SessionBlock | undefined
  behind?: SessionBlock
}

/** Nothing tells how long it was: the pieces around it do. */
function missing({ from, to }: SessionResource['gaps'][number], { status, before, behind }: Around): Markup {
  const pieces = from === to ? `piece ${from}` : `pieces ${from}–${to}`
  const [start, end] = [before && clock(before.client_time), behind && clock(behind.client_time)]
  const when = start && end ? ` ${start}–${end}` : start ? ` after ${start}` : end ? ` before ${end}` : ''
  const hope = status === 'RECORDING' || status === 'DRAINING' ? ' It may still come.' : ''
  return html`<li class="between gap" id="gap-${from}"><span><strong>Audio missing${when}</strong> (${pieces} never arrived).${hope}</span></li>`
}
