// The third act, second half: the minutes are asked for, sealed and handed out, and are what was sealed.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chunkWords } from './chunk-words.ts'
import type { SealedSession, SessionClient } from './create-session-client.ts'
import type { Minutes, Recording } from './demo-record.ts'
import { fetchSealed } from './fetch-sealed.ts'
import type { Narrator } from './narrator.ts'
import type { Meeting } from './read-meeting.ts'

export interface SealingParts {
  secretary: { name: string; sessions: SessionClient }
  meeting: Meeting
  /** Where the documents go. */
  dir: string
  signal: AbortSignal
}

export async function sealSession(
  say: Narrator,
  { secretary, meeting, dir, signal }: SealingParts,
  { session }: Recording,
): Promise<Minutes> {
  const last = meeting.chunks.at(-1)?.sequence_id ?? 1
  say.event('finalize', `by ${secretary.name}, up to chunk ${last}: what is missing may still come for a while`)
  const sealed = await secretary.sessions.finalize(session.session_id, last)
  const pending = await secretary.sessions.pending(session.session_id)
  tellSealed(say, sealed, pending)
  const open = await fetchSealed(sealed.document_url, sealed, signal)
  const full = await fetchSealed(sealed.restricted_document_url ?? '', sealed, signal)
  demandSecretsKept(meeting, open.text, full.text)
  await mkdir(dir, { recursive: true })
  const [path, restrictedPath] = [join(dir, 'minutes.docx'), join(dir, 'minutes-restricted.docx')]
  await Promise.all([writeFile(path, open.docx), writeFile(restrictedPath, full.docx)])
  say.event('documents', 'fetched by their signed links, hashed: they are the ones under seal', 'green')
  return { sealed, pending, path, restrictedPath, docx: open.docx }
}

export function tellSealed(say: Narrator, sealed: SealedSession, pending: readonly number[]): void {
  const { integrity_hash, snapshot_id, custody, gaps, version } = sealed
  say.event('sealed', `version ${version}, signed by guard as snapshot ${snapshot_id}`, 'green')
  say.detail(`integrity hash ${integrity_hash}`)
  say.detail(`${custody.length} copies in custody, locked until ${custody[0]?.retain_until ?? '?'}`)
  const missing = gaps.map(({ from, to }) => chunkWords([from, to])).join(', ') || 'nothing'
  const unheard = pending.length === 0 ? 'nothing' : chunkWords(pending)
  say.detail(`named in the minutes as missing: ${missing}; as pending audio: ${unheard}`)
}

/** What is restricted stands in the full version alone. */
function demandSecretsKept({ chunks }: Meeting, open: string, full: string): void {
  for (const { text, topic } of chunks.filter(({ restricted }) => restricted)) {
    if (open.includes(text) || open.includes(topic)) throw new Error('the open document tells what is restricted')
    if (!full.includes(topic)) throw new Error('the full document lacks what is restricted')
  }
}
