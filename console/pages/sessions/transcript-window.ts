// Which part of a transcript a page shows: a meeting of three hours has a thousand pieces, a page the last of them.
import { html } from 'hono/html'
import type { SessionResource } from '#contracts/session.ts'
import type { SessionBlock } from '#contracts/session-block.ts'
import type { Api } from '../../http/api.ts'
import type { Markup } from '../../parts/markup.ts'
import type { BlockView } from './block-item.ts'
import { readBlocks, startOfLast } from './read-blocks.ts'
import { transcript } from './transcript.ts'

/** Chunks that a page has at first, and that each look further back adds. */
export const WINDOW = 100
/** Chunks that a page keeps drawing anew while it is open. */
const MOST = 300

/** The live end of it: from the chunk that the page began behind, as long as that is not too much. */
export async function transcriptEnd(
  api: Api,
  session: SessionResource,
  { begun, view }: { begun: number; view: BlockView },
): Promise<Markup> {
  const after = Math.max(begun, startOfLast(session.received, MOST))
  const stretch = await readBlocks(api, session.session_id, { after, chunks: MOST + 1 })
  const { session_id: id } = session
  const skipped = after > begun
  return html`<div id="earlier" hx-morph-skip>${earlierLink(id, begun)}</div>
    ${skipped ? html`<p class="notice" id="skipped">Pieces ${begun + 1}–${after} are left out here to keep the page fast. <a href="/console/sessions/${id}?before=${after + 1}">Show them</a></p>` : ''}
    ${stretch.blocks.length === 0 && session.gaps.length === 0 ? html`<p class="empty">Nothing was said yet.</p>` : transcript({ ...stretch, after }, session, view)}
    ${speakers(stretch.blocks)}`
}

/** Of those who spoke so far, to choose from. */
function speakers(blocks: readonly SessionBlock[]): Markup {
  const names = [...new Set(blocks.flatMap(({ speaker_id }) => speaker_id ?? []))].sort()
  return html`<datalist id="speakers">${names.map(name => html`<option value="${name}"></option>`)}</datalist>`
}

/** The window before a chunk, with the way further back above it. */
export async function transcriptBefore(
  api: Api,
  session: SessionResource,
  { before, view }: { before: number; view: BlockView },
): Promise<Markup> {
  const after = startOfLast(session.received, WINDOW, before - 1)
  const { blocks } = await readBlocks(api, session.session_id, { after, chunks: WINDOW })
  const own = blocks.filter(({ sequence_id }) => sequence_id < before)
  return html`${earlierLink(session.session_id, after)}${transcript({ blocks: own, after, hasMore: false }, gapsBefore(session, before), view)}`
}

function gapsBefore({ gaps, status }: SessionResource, before: number) {
  return { status, gaps: gaps.filter(({ to }) => to < before) }
}

/** Takes the place of itself. */
function earlierLink(id: string, after: number): Markup | '' {
  if (after <= 0) return ''
  const query = `?before=${after + 1}`
  return html`<p class="row earlier"><a class="button" data-key="p" href="/console/sessions/${id}${query}"
    hx-get="/console/sessions/${id}/earlier${query}" hx-target="closest .earlier" hx-swap="outerHTML">Load earlier</a></p>`
}
