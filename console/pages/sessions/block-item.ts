// A block of the transcript: who said what and when, or what there is instead of it.
import { html } from 'hono/html'
import type { SessionBlock } from '#contracts/session-block.ts'
import { type Markup, nothing } from '../../parts/markup.ts'
import { badge } from '../../parts/status-badge.ts'
import { clock, PENDING_BECAUSE } from './words.ts'

export interface BlockView {
  sessionId: string
  /** Whether this person may correct it now. */
  mayEdit: boolean
  seesRestricted: boolean
}

type Said = Exclude<SessionBlock, { type: 'SYSTEM_NOTE' | 'IMAGE' | 'SILENCE' }>

/** @param isSecond it has the number of a chunk that stands before it */
export function blockItem(block: SessionBlock, view: BlockView, isSecond = false): Markup {
  switch (block.type) {
    case 'SYSTEM_NOTE':
      return html`<li class="between" id="note-${block.sequence_id}"><span>${block.text}</span></li>`
    case 'IMAGE':
      return picture(block, view)
    case 'SILENCE':
      return silence([block], view)
    default:
      return said(block, view, isSecond)
  }
}

/** Neighbours as one line: where somebody spoke too softly to be found, a person can say so. */
export function silence(blocks: readonly SessionBlock[], view: BlockView): Markup {
  const [first, last] = [blocks[0], blocks.at(-1)]
  if (first === undefined || last === undefined) return nothing
  const many = first !== last
  const when = many ? `${clock(first.client_time)}–${clock(last.client_time)}` : clock(first.client_time)
  const line = html`Silence ${when} <span class="soft">#${first.sequence_id}${many ? `–${last.sequence_id}` : ''}</span>`
  if (!view.mayEdit) return html`<li class="between" id="block-${first.sequence_id}"><span>${line}</span></li>`
  return html`<li class="between" id="block-${first.sequence_id}"><details><summary>${line}</summary>
    <p class="tools">${blocks.map(block => editLink(block, view, `Correct #${block.sequence_id}`))}</p></details></li>`
}

function said(block: Said, view: BlockView, isSecond: boolean): Markup {
  const { sequence_id: n, restricted, edited_by, target_placeholder: target } = block
  const isHidden = restricted && !view.seesRestricted
  return html`<li class="block${restricted ? ' restricted' : ''}" id="block-${n}${isSecond ? '-picture' : ''}" data-item tabindex="-1">
    <p class="when"><span title="${block.client_time}">${clock(block.client_time)}</span> <span class="soft">#${n}</span></p>
    <div class="what">
      <p class="who"><strong>${block.speaker_id ?? 'Nobody named'}</strong>
        ${restricted ? badge('Restricted', 'warn') : ''}
        ${target === null ? '' : html`<span class="soft small">goes to <code>${target}</code></span>`}
        ${edited_by === undefined ? '' : html`<span class="soft small">corrected by ${edited_by}</span>`}
      </p>
      ${isHidden ? html`<p class="soft">Not shown: this was said in confidence, and you lack the scope for it.</p>` : content(block, view)}
      ${isHidden || isSecond ? '' : tools(block, view)}
    </div>
  </li>`
}

function content(block: Said, { sessionId }: BlockView): Markup {
  if (block.type === 'AUDIO_PENDING')
    return html`<div class="pending">
      <p>${badge('To be listened to', 'warn')} Not written down yet: ${PENDING_BECAUSE[block.data.reason]}.</p>
      <audio controls preload="none" src="/console/sessions/${sessionId}/blocks/${block.sequence_id}/audio" aria-label="Audio of piece ${block.sequence_id}"></audio>
    </div>`
  if (block.type === 'TABLE')
    return html`${block.text === undefined ? '' : html`<p class="text">${block.text}</p>`}${tableOf(block)}`
  if (block.text === undefined) return html`<p class="soft">Being written down …</p>`
  return html`<p class="text">${block.text}</p>`
}

function tableOf({ data, sequence_id: n }: Extract<SessionBlock, { type: 'TABLE' }>): Markup {
  return html`<div class="table spoken"><table>
    <caption>${data.intent_id}${data.target_placeholder ? html` for <code>${data.target_placeholder}</code>` : ''}<span class="sr">, piece ${n}</span></caption>
    <thead><tr>${data.columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${data.rows.map(row => html`<tr>${row.map((cell, at) => html`<td data-label="${data.columns[at] ?? ''}">${cell === null ? '–' : String(cell)}</td>`)}</tr>`)}</tbody>
  </table></div>`
}

function picture(block: Extract<SessionBlock, { type: 'IMAGE' }>, { sessionId }: BlockView): Markup {
  const { asset_id, caption } = block.data
  const called = caption ?? 'A picture without caption'
  return html`<li class="block" id="picture-${asset_id}">
    <p class="when"><span title="${block.client_time}">${clock(block.client_time)}</span></p>
    <figure><img src="/console/sessions/${sessionId}/assets/${asset_id}/picture" alt="${called}" loading="lazy" />
      <figcaption>${called}${block.target_placeholder === null ? '' : html` <span class="soft small">goes to <code>${block.target_placeholder}</code></span>`}</figcaption></figure>
  </li>`
}

function tools(block: Said, view: BlockView): Markup {
  if (!view.mayEdit) return nothing
  const from = new URLSearchParams({ from: block.started_at })
  return html`<p class="tools">
    ${editLink(block, view, block.type === 'AUDIO_PENDING' ? 'Write what was said' : 'Correct')}
    ${dialogLink(`/console/sessions/${view.sessionId}/context?${from}`, 'Who spoke from here', 'w')}
  </p>`
}

function editLink({ sequence_id: n, status }: SessionBlock, { sessionId, mayEdit }: BlockView, text: string): Markup {
  if (!mayEdit || status !== 'DONE') return nothing
  return dialogLink(`/console/sessions/${sessionId}/blocks/${n}`, text, 'e')
}

/** A page of its own without script, and the dialog `work` with it. */
function dialogLink(address: string, text: string, key: string): Markup {
  return html`<a href="${address}" hx-get="${address}" hx-target="#work-content" hx-swap="innerHTML" data-opens="work" data-key="${key}">${text}</a>`
}
