// The third act, first half: a meeting is recorded over a bad connection, through an outage of core, and one mistake is corrected.

import type { SessionBlock } from '#contracts/session-block.ts'
import { arrivalsOf } from './arrivals-of.ts'
import { chunkWords, rangeWords } from './chunk-words.ts'
import { contextsOf } from './contexts-of.ts'
import type { SessionClient } from './create-session-client.ts'
import type { DemoCore } from './demo-core.ts'
import type { Recording } from './demo-record.ts'
import type { Narrator } from './narrator.ts'
import { AUDIO_TYPE, type Meeting, type MeetingChunk } from './read-meeting.ts'

export interface RecordingParts {
  /** May read what is restricted. */
  secretary: { name: string; sessions: SessionClient }
  /** May not. */
  reader: { name: string; sessions: SessionClient }
  meeting: Meeting
  core: DemoCore
  /** When the meeting began. */
  startedAt: Date
}

/** A recogniser that takes longer is not waited for: the minutes name what it has not heard. */
const PATIENCE_MS = 15_000

export async function recordSession(say: Narrator, parts: RecordingParts): Promise<Recording> {
  const { secretary, reader, meeting, core } = parts
  const { sessions } = secretary
  const { client_timezone, title, chunks } = meeting
  const session = await sessions.start({ client_timezone, title })
  const id = session.session_id
  say.event(
    'started',
    `by ${secretary.name}, on the clock of ${client_timezone}; skeleton, maps and model ${session.pinned.model_version} are pinned`,
  )
  await core.mend()

  const send = createSender(say, id, parts)
  const arrivals = arrivalsOf(chunks)
  const outage = arrivals.filter(({ chunk }) => chunk.arrives === 'during_outage').map(({ chunk }) => chunk)
  const before = arrivals.filter(
    ({ chunk }) => chunk.sequence_id < (outage[0]?.sequence_id ?? Number.POSITIVE_INFINITY),
  )
  const after = arrivals.filter(arrival => !before.includes(arrival) && !outage.includes(arrival.chunk))
  for (const arrival of before) await send(arrival)
  const assetId = await showPicture(say, id, parts)

  const held = outage.map(({ sequence_id }) => sequence_id)
  // What core is asked before its outage is no part of it.
  await sessions.blocksOnce(id, blocks => blocks.every(isDone), PATIENCE_MS)
  await core.breakDown()
  say.event('outage', 'core answers 500 to every call', 'red')
  for (const chunk of outage) await send({ chunk, isRepeat: false })
  const isHeld = ({ sequence_id, type }: SessionBlock) => held.includes(sequence_id) && type === 'AUDIO_PENDING'
  const pending = await sessions.blocksOnce(id, blocks => blocks.filter(isHeld).length === held.length)
  say.event(
    'pending',
    `${chunkWords(held)}: ${reasonOf(pending.find(isHeld))}, the audio is kept and tried again`,
    'yellow',
  )
  await core.mend()
  say.event('outage over', 'core answers again; nobody tells the session')

  for (const arrival of after) await send(arrival)
  const corrections = await correctMishearings(say, id, parts)
  const blocks = await sessions.blocksOnce(id, found => found.every(isDone) && !found.some(isHeld), PATIENCE_MS)
  const recovered = held.filter(number => !blocks.some(block => isHeld(block) && block.sequence_id === number))
  if (recovered.length > 0) say.event('recovered', `${chunkWords(recovered)}, by themselves`, 'green')
  const openBlocks = await reader.sessions.blocks(id)
  tellRestricted(say, { blocks, openBlocks }, parts)
  const recorded = await sessions.session(id)
  for (const { from, to } of recorded.gaps) say.event('gap', `${chunkWords(range(from, to))} never came`, 'yellow')
  return {
    session: recorded,
    blocks,
    openBlocks,
    corrections,
    recovered,
    assetId,
    engine: core.engine,
    isTold: core.isTold,
  }
}

/** Sends a chunk, and before it what changed of the context up to then; tells of what is not a matter of course. */
function createSender(say: Narrator, id: string, { secretary, meeting, startedAt }: RecordingParts) {
  const { sessions } = secretary
  const contexts = contextsOf(meeting.chunks)
  const timeOf = (atS: number) => new Date(startedAt.getTime() + atS * 1000)
  return async ({ chunk, isRepeat }: { chunk: MeetingChunk; isRepeat: boolean }): Promise<void> => {
    const { sequence_id: sequenceId, at_s, audio, arrives } = chunk
    while (contexts[0] !== undefined && contexts[0].atS <= at_s) {
      const { atS, change } = contexts.shift() ?? { atS: 0, change: {} }
      await sessions.changeContext(id, { ...change, effective_from: timeOf(atS).toISOString() })
    }
    const sent = { sequenceId, startedAt: timeOf(at_s), contentType: AUDIO_TYPE, audio }
    const { isNew, received, next_expected } = await sessions.append(id, sent)
    if (isNew === isRepeat) throw new Error(`chunk ${sequenceId} should ${isRepeat ? 'not ' : ''}have been new`)
    const there = `there is ${rangeWords(received)}, next expected ${next_expected}`
    if (isRepeat) say.event('repeated', `chunk ${sequenceId}: 200, it is taken once`)
    else if (arrives === 'late') say.event('late', `chunk ${sequenceId} behind the two after it: ${there}`)
    else say.event('appended', `chunk ${sequenceId}: ${there}`)
  }
}

async function showPicture(
  say: Narrator,
  id: string,
  { secretary, meeting, startedAt }: RecordingParts,
): Promise<string> {
  const { file, sequence_id, bytes, caption } = meeting.picture
  const shownAtS = meeting.chunks.find(chunk => chunk.sequence_id === sequence_id)?.at_s ?? 0
  const capturedAt = new Date(startedAt.getTime() + (shownAtS + 1) * 1000)
  const assetId = await secretary.sessions.uploadPicture(id, { file, bytes, capturedAt, caption })
  say.event('picture', `${file}, taken while chunk ${sequence_id} was spoken`)
  return assetId
}

/** What core misheard, or will have once somebody listens: the script knows better. */
async function correctMishearings(
  say: Narrator,
  id: string,
  { secretary, meeting }: RecordingParts,
): Promise<Recording['corrections']> {
  const misheard = meeting.chunks.filter(({ heard, text }) => heard !== undefined && heard !== text)
  const corrections: Recording['corrections'] = []
  for (const { sequence_id, text } of misheard) {
    const isThere = (block: SessionBlock) => block.sequence_id === sequence_id && isDone(block)
    const blocks = await secretary.sessions.blocksOnce(id, found => found.some(isThere), PATIENCE_MS)
    const found = blocks.find(isThere)
    const heard = found !== undefined && 'text' in found ? (found.text ?? '') : ''
    await secretary.sessions.correct(id, sequence_id, text)
    corrections.push({ sequenceId: sequence_id, heard, text })
    say.event('corrected', `chunk ${sequence_id}, by ${secretary.name}`)
    say.detail(`heard: ${heard || 'nothing yet'}`)
    say.detail(`said:  ${text}`)
  }
  return corrections
}

function tellRestricted(
  say: Narrator,
  { blocks, openBlocks }: Pick<Recording, 'blocks' | 'openBlocks'>,
  { secretary, reader }: RecordingParts,
): void {
  const textOf = (block: SessionBlock) => ('text' in block ? block.text : undefined)
  const isShown = openBlocks.some(block => block.restricted && textOf(block) !== undefined)
  if (isShown) throw new Error(`${reader.name} should not read what is restricted`)
  const secret = blocks.filter(block => block.restricted && textOf(block) !== undefined)
  const numbers = secret.map(({ sequence_id }) => sequence_id)
  say.event('restricted', `${chunkWords(numbers)}: ${secretary.name} reads it, ${reader.name} sees that it is there`)
}

function isDone({ status }: SessionBlock): boolean {
  return status === 'DONE'
}

function reasonOf(block: SessionBlock | undefined): string {
  return block?.type === 'AUDIO_PENDING' ? `AUDIO_PENDING (${block.data.reason})` : ''
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
