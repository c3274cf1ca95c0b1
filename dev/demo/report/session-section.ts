// The meeting that was recorded: what became of it, and what was said, as somebody reads it who may not see what is restricted.
import { html } from 'hono/html'
import type { SessionBlock } from '#contracts/session-block.ts'
import { chunkWords } from '../chunk-words.ts'
import type { DemoRecord, SessionRecord } from '../demo-record.ts'
import { transcriptOf } from '../transcript-of.ts'
import { badge, type Html, hash, plural, section } from './markup.ts'

export function sessionSection({ session }: DemoRecord): Html {
  const { sealed, openBlocks, engine, isTold } = session
  const heard = isTold
    ? 'No speech model is on this machine: core was told, by the hash of each piece of audio, what to hear.'
    : `Core listened with ${engine}.`
  const lead = `A meeting of an hour ago, sent over a bad connection, with core out of order for a while; times are those of ${sealed.client_timezone}. ${heard}`
  const rows = transcriptOf(openBlocks, sealed.gaps).map(line =>
    'gap' in line
      ? html`<tr><td class="number muted">${line.gap.from}</td><td></td><td></td><td class="words">${badge('missing', 'warn')} <span class="muted">${chunkWords([line.gap.from, line.gap.to])} never came</span></td></tr>`
      : row(line.block),
  )
  return section('session', `A recorded meeting: ${sealed.title ?? 'without a title'}`, lead, [
    facts(session),
    html`<div class="scroll"><table class="transcript"><thead><tr><th>#</th><th>Time</th><th>Who</th><th>What</th></tr></thead><tbody>${rows}</tbody></table></div>`,
  ])
}

function facts({ sealed, pending, corrections, recovered, verification, amendment }: SessionRecord): Html {
  return html`<ul class="events">
${fact('sealed', html`${badge(sealed.status.toLowerCase(), 'good')} version ${sealed.version}, integrity hash ${hash(sealed.integrity_hash)}, signed by guard as snapshot ${hash(sealed.snapshot_id)}`)}
${fact('custody', `${plural(sealed.custody.length, 'locked copy').replace(/ys$/, 'ies')}: audio, blocks and documents`)}
${fact('outage', recovered.length === 0 ? 'core answered 500 for a while' : `${chunkWords(recovered)} came while core answered 500, and got their text by themselves`)}
${corrections.map(({ sequenceId, heard, text }) => fact('corrected', html`chunk ${sequenceId}: <del>${heard}</del> <ins>${text}</ins>`))}
${fact('missing', sealed.gaps.map(({ from, to }) => chunkWords([from, to])).join(', ') || 'nothing')}
${fact('pending', pending.length === 0 ? 'nothing' : `${chunkWords(pending)}: core has not heard it yet, the document links to the audio`)}
${fact(`version ${amendment.sealed.version}`, html`snapshot ${hash(amendment.sealed.snapshot_id)}, whose parent is the one above: ${amendment.written.map(({ sequenceId, text }) => html`chunk ${sequenceId} <ins>${text}</ins> `)}`)}
${fact('trail', html`${badge(verification.ok ? `${verification.checked} entries verified` : 'does not verify', verification.ok ? 'good' : 'bad')}`)}
</ul>`
}

function fact(name: string, text: Html | string): Html {
  return html`<li><strong>${name}</strong><span>${text}</span></li>`
}

function row(block: SessionBlock): Html {
  const { sequence_id, client_time, speaker_id, type } = block
  const isAside = type === 'SYSTEM_NOTE' || type === 'IMAGE'
  return html`<tr>
<td class="number muted">${isAside ? '' : sequence_id}</td>
<td class="number">${client_time.slice(11, 19)}</td>
<td class="nowrap">${isAside ? '' : (speaker_id ?? '–')}</td>
<td class="words">${said(block)}</td>
</tr>`
}

function said(block: SessionBlock): Html {
  const { topic, edited_by } = block
  const about = html`${topic === null ? '' : html`<span class="source">${topic}</span>`}`
  const by = html`${edited_by === undefined ? '' : html` ${badge(`corrected by ${edited_by}`)}`}`
  switch (block.type) {
    case 'TEXT':
      return block.restricted
        ? html`${badge('restricted', 'bad')} <span class="muted">its words need the scope sessions:restricted</span>`
        : html`${block.text ?? ''}${by}${about}`
    case 'TABLE':
      return html`${block.text ?? ''}${by} ${badge(`${block.data.intent_id}: ${plural(block.data.rows.length, 'row')}`, 'good')}${about}`
    case 'AUDIO_PENDING':
      return html`${badge('audio pending', 'warn')} <span class="muted">${block.data.reason}</span>${about}`
    case 'SILENCE':
      return html`<span class="muted">silence, which core is never asked about</span>`
    case 'SYSTEM_NOTE':
      return html`<em class="muted">${block.text}</em>`
    case 'IMAGE':
      return html`${badge('picture')} ${block.data.caption ?? ''}`
    default:
      return block satisfies never
  }
}
