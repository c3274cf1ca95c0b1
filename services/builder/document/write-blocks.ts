// Writes the blocks of a session, one after another, each to its place in the skeleton.
import type { AudioPendingReason, SessionBlock } from '#contracts/session-block.ts'
import { BODY_PLACEHOLDER, type StyleUse } from '#contracts/skeleton.ts'
import type { BuildFrame } from '#contracts/upstream/builder.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'
import type { MarkedBody } from '../skeleton/mark-slots.ts'
import type { StyleIds } from '../skeleton/read-styles.ts'
import type { RowForm } from '../skeleton/row-form.ts'
import { gapText, sinceStart } from './gap-text.ts'
import type { LocalTimes } from './local-times.ts'
import { hyperlink, paragraph, plainTable, run } from './paragraphs.ts'
import type { Pictures } from './pictures.ts'
import type { Relations } from './relations.ts'
import type { Spool } from './spool.ts'
import { arrangeRows } from './table-rows.ts'

export interface BlockWriterParts {
  readonly frame: BuildFrame
  readonly body: MarkedBody
  readonly styles: StyleIds
  readonly times: LocalTimes
  readonly spool: Spool
  readonly relations: Relations
  readonly pictures: Pictures
}

export interface BlockWriter {
  write(block: SessionBlock): Promise<void>
  /** The gaps after the last block, and who spoke, in the order of their first words. */
  end(): Promise<{ speakers: readonly string[] }>
}

/** What a spool calls the contents of a slot. */
export function slotKey(kind: 'zone' | 'rows', name: string): string {
  return `${kind}:${name}`
}

/** A style with an exact line height would show a line's height of the picture and no more. */
const ROOM_FOR_PICTURE = '<w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/>'

/** For readers of a document, who know nothing of services. */
const WHY_PENDING: Record<AudioPendingReason, string> = {
  CORE_TIMEOUT: 'not yet transcribed',
  CORE_ERROR: 'not yet transcribed',
  CORE_INVALID_RESPONSE: 'not yet transcribed',
  CIRCUIT_OPEN: 'not yet transcribed',
  QUOTA_EXHAUSTED: 'not transcribed, the quota is used up',
  RESTRICTED: 'not transcribed, restricted',
}

export function createBlockWriter(parts: BlockWriterParts): BlockWriter {
  const { frame, body, styles, times, spool, relations, pictures } = parts
  const zones = new Set(body.slots.flatMap(({ kind, name }) => (kind === 'zone' ? [name] : [])))
  const tables = new Map<string, RowForm>(
    body.slots.flatMap(slot => (slot.kind === 'rows' ? [[slot.name, slot.form] as const] : [])),
  )
  let gapsWritten = 0
  const speakers = new Set<string>()
  const speaking = new Map<string, string>()
  const topics = new Map<string, string>()
  let zone: string = BODY_PLACEHOLDER
  /** Many restricted blocks in a row are one mark. */
  let isHidden = false

  const line = (use: StyleUse, content: string, properties?: string) =>
    spool.append(slotKey('zone', zone), paragraph(styles[use], content, properties))

  const topicLine = async ({ topic }: SessionBlock) => {
    if (topic === null || topics.get(zone) === topic) return
    topics.set(zone, topic)
    speaking.delete(zone)
    await line('TOPIC', run(topic))
  }
  const speakerLine = async (block: SessionBlock) => {
    const { speaker_id, started_at } = block
    await topicLine(block)
    if (speaker_id !== null) speakers.add(speaker_id)
    const name = speaker_id ?? ''
    if ((speaking.get(zone) ?? '') === name) return
    speaking.set(zone, name)
    await line('SPEAKER', run(`${name === '' ? 'Speaker not named' : name} · ${times.clock(started_at)}`))
  }
  const spoken = async (block: SessionBlock, text: string) => {
    if (text.trim() === '') return
    await speakerLine(block)
    await line('TEXT', run(text))
  }
  const gapsBefore = async (sequenceId: number) => {
    for (let gap = frame.gaps[gapsWritten]; gap !== undefined && gap.from <= sequenceId; ) {
      // Nobody knows who spoke meanwhile.
      speaking.clear()
      await line('GAP', run(gapText(gap, frame.session.started_at)))
      gapsWritten += 1
      gap = frame.gaps[gapsWritten]
    }
  }
  const table = async (block: Extract<SessionBlock, { type: 'TABLE' }>, target: string | null) => {
    const { columns, rows } = block.data
    const form = target === null ? undefined : tables.get(target)
    if (form !== undefined && target !== null) {
      for (const cells of arrangeRows(block.data, form.columns, { topic: block.topic, speaker: block.speaker_id }))
        await spool.append(slotKey('rows', target), form.row(cells))
      return
    }
    const all = columns.length === 0 ? arrangeRows(block.data, []) : [columns, ...arrangeRows(block.data, columns)]
    if (rows.length > 0) await spool.append(slotKey('zone', zone), plainTable(styles.TABLE, all))
  }
  const audioPending = async (block: Extract<SessionBlock, { type: 'AUDIO_PENDING' }>) => {
    const at = sinceStart(block.started_at, frame.session.started_at, Math.floor)
    await speakerLine(block)
    const link = hyperlink(relations.link(block.data.fallback_url), 'recording')
    await line('AUDIO_PENDING', run(`[audio pending ${at}, ${WHY_PENDING[block.data.reason]}: `) + link + run(']'))
  }
  const image = async (block: Extract<SessionBlock, { type: 'IMAGE' }>) => {
    const { data } = block
    await topicLine(block)
    const picture = await pictures.take(data.asset_id, data.caption)
    if (picture === undefined) return line('TEXT', run(`[picture missing: ${data.caption ?? data.asset_id}]`))
    await line('TEXT', picture, ROOM_FOR_PICTURE)
    if (data.caption !== undefined) await line('CAPTION', run(data.caption))
  }

  const visible = async (block: SessionBlock, target: string | null) => {
    switch (block.type) {
      case 'TEXT':
        return spoken(block, block.text ?? '')
      case 'TABLE':
        if (block.text !== undefined) await spoken(block, block.text)
        return table(block, target)
      case 'AUDIO_PENDING':
        return audioPending(block)
      case 'SYSTEM_NOTE':
        speaking.clear()
        return line('SYSTEM_NOTE', run(block.text))
      case 'IMAGE':
        return image(block)
      case 'SILENCE':
        return undefined
      default:
        return block satisfies never
    }
  }

  return {
    async write(block) {
      if (block.status !== 'DONE') {
        throw new ServiceProblem(422, 'BLOCK_NOT_DONE', `block ${block.sequence_id} is still ${block.status}`)
      }
      await gapsBefore(block.sequence_id)
      const target = targetOf(block)
      zone = target !== null && zones.has(target) ? target : BODY_PLACEHOLDER
      const isSecret = block.restricted && !frame.restricted && block.type !== 'SILENCE'
      if (isSecret && !isHidden) {
        speaking.clear()
        await line('RESTRICTED', run('[restricted]'))
      }
      isHidden = isSecret || (isHidden && block.type === 'SILENCE')
      if (!isSecret) await visible(block, target)
    },
    async end() {
      await gapsBefore(Number.POSITIVE_INFINITY)
      return { speakers: [...speakers] }
    },
  }
}

/** A correction changes the block's own; the table map's word is what it began with. */
function targetOf(block: SessionBlock): string | null {
  return block.target_placeholder ?? (block.type === 'TABLE' ? (block.data.target_placeholder ?? null) : null)
}
