// Correcting what was written down, or writing down what nobody could.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { BlockEditRequest } from '#contracts/session.ts'
import type { SessionBlock } from '#contracts/session-block.ts'
import { field, wrongAt } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import type { Person } from '../../person.ts'
import { workForm } from './form-parts.ts'
import { clock } from './words.ts'

/** As typed. */
export interface BlockTyped {
  text: string
  restricted: boolean
  target: string
}

export interface BlockFormOf {
  person: Person
  sessionId: string
  block: SessionBlock
  /** Of the configuration that is pinned: where blocks may go. */
  targets: readonly string[]
  typed?: BlockTyped
  problem?: Problem | undefined
  /** Said above the form. */
  said?: string
}

export function blockForm({ person, sessionId, block, targets, typed, problem, said }: BlockFormOf): Markup {
  const { sequence_id: n, client_time } = block
  const { text, restricted, target } = typed ?? typedOf(block)
  const base = `/console/sessions/${sessionId}`
  const audio =
    block.type === 'AUDIO_PENDING'
      ? html`<audio controls preload="none" src="${base}/blocks/${n}/audio" aria-label="Audio of piece ${n}"></audio>`
      : ''
  return html`<p class="soft">Piece ${n}, ${clock(client_time)}${block.speaker_id === null ? '' : html`, ${block.speaker_id}`}${block.edited_by === undefined ? '' : html`. Corrected by ${block.edited_by}`}</p>
  ${said === undefined ? '' : html`<p class="notice warn" role="alert">${said}</p>`}
  ${problem === undefined ? '' : refusalNotice({ problem })}
  ${audio}
  ${workForm({
    ...{ person, action: `${base}/blocks/${n}`, button: 'Keep it', back: base, isPart: true },
    content: html`${field({ name: 'text', label: 'What was said', value: text, rows: 6, max: 50_000, wrong: wrongAt(problem, '/text') })}
      <label class="check"><input type="checkbox" name="restricted" value="1"${restricted ? html` checked` : ''} /> Restricted: only for those who may read what was said in confidence</label>
      ${field({ name: 'target_placeholder', label: 'Where it goes in the document', value: target, wrong: wrongAt(problem, '/target_placeholder'), options: targetOptions(targets, target) })}
      <input type="hidden" name="was" value="${JSON.stringify(typedOf(block))}" />
      <p class="hint soft">It is kept with your name and is the last word: what the transcription says later does not replace it.</p>`,
  })}`
}

/** As the form shows the block. */
export function typedOf(block: SessionBlock): BlockTyped {
  const text = 'text' in block ? (block.text ?? '') : ''
  return { text, restricted: block.restricted, target: block.target_placeholder ?? '' }
}

function targetOptions(targets: readonly string[], now: string): (readonly [string, string])[] {
  const names = [...new Set([...targets, ...(now === '' ? [] : [now])])].sort()
  return [['', 'The body'], ...names.map(name => [name, name] as const)]
}

/** @returns what the person changed against what they were shown; undefined: nothing */
export function editOf(typed: BlockTyped, was: BlockTyped): BlockEditRequest | undefined {
  const edit: BlockEditRequest = {
    ...(typed.text === was.text ? {} : { text: typed.text }),
    ...(typed.restricted === was.restricted ? {} : { restricted: typed.restricted }),
    ...(typed.target === was.target ? {} : { target_placeholder: typed.target === '' ? null : typed.target }),
  }
  return Object.keys(edit).length === 0 ? undefined : edit
}
