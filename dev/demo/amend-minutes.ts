// The third act, afterwards: what core could not hear the secretary writes down, in a new version; the sealed one stays as it is.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chunkWords } from './chunk-words.ts'
import type { Amendment, Minutes } from './demo-record.ts'
import { fetchSealed } from './fetch-sealed.ts'
import type { Narrator } from './narrator.ts'
import { type SealingParts, tellSealed } from './seal-session.ts'

export async function amendMinutes(
  say: Narrator,
  { secretary, meeting, dir, signal }: SealingParts,
  { sealed: former }: Minutes,
): Promise<Amendment> {
  const { sessions, name } = secretary
  const unheard = meeting.chunks.filter(({ heard_by }) => heard_by === 'secretary')
  const clone = await sessions.clone(former.session_id)
  const { session_id: id, version, parent_snapshot_id: parent } = clone
  if (parent !== former.snapshot_id)
    throw new Error(`version ${version} goes out from ${parent}, not from the sealed one`)
  say.event('cloned', `version ${version}: all of version ${former.version}, open for corrections`)
  for (const { sequence_id, text } of unheard) await sessions.correct(id, sequence_id, text)
  say.event(
    'written down',
    `${chunkWords(unheard.map(({ sequence_id }) => sequence_id))}, by ${name}, who has listened to it`,
  )
  const sealed = await sessions.finalize(id)
  tellSealed(say, sealed, await sessions.pending(id))
  say.detail(`its snapshot names ${parent} as its parent`)
  const { docx, text } = await fetchSealed(sealed.document_url, sealed, signal)
  for (const { text: words, sequence_id } of unheard)
    if (!text.includes(words)) throw new Error(`version ${version} lacks chunk ${sequence_id}`)
  const path = join(dir, `minutes-v${version}.docx`)
  await writeFile(path, docx)
  return {
    sealed,
    path,
    written: unheard.map(({ sequence_id, text: words }) => ({ sequenceId: sequence_id, text: words })),
  }
}
