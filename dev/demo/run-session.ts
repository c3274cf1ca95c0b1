// The third act: a board meets, and its minutes are wanted.
import { readFile } from 'node:fs/promises'
import { searchPath } from '#dev/config.ts'
import { setUpTenant } from '#dev/tenant/set-up-tenant.ts'
import { amendMinutes } from './amend-minutes.ts'
import type { Client } from './create-client.ts'
import { createSessionClient } from './create-session-client.ts'
import { type DemoCore, openDemoCore } from './demo-core.ts'
import type { SessionRecord } from './demo-record.ts'
import { pageHtml } from './document/page-html.ts'
import { pagePicture } from './document/page-picture.ts'
import type { Narrator } from './narrator.ts'
import { type Meeting, readMeeting } from './read-meeting.ts'
import { recordSession } from './record-session.ts'
import { sealSession } from './seal-session.ts'
import { verifyTrail } from './verify-trail.ts'

export interface SessionParts {
  apiUrl: string
  coreUrl: string
  /** Of the tenant, with scope tenant:admin. */
  adminToken: string
  /** May read what is restricted. */
  secretary: { name: string; client: Client }
  /** May not. */
  reader: { name: string; client: Client }
  dir: string
  signal: AbortSignal
}

const SKELETON = new URL('../skeleton/minutes.docx', import.meta.url)
/** The meeting was some time ago: its recorder had no connection until now. */
const AGO_MS = 3_600_000
const MINUTE_MS = 60_000

export async function runSession(say: Narrator, parts: SessionParts): Promise<SessionRecord> {
  const { secretary, reader, dir, signal } = parts
  const meeting = await readMeeting()
  const docx = new Uint8Array(await readFile(SKELETON))
  const { version } = await setUpTenant({ apiUrl: parts.apiUrl, token: parts.adminToken, docx })
  say.event('tenant', `has the sample skeleton of minutes, configuration ${version} in force`)
  const core = await openDemoCore(parts.coreUrl, { chunks: meeting.chunks, modelVersion: MODEL, signal })
  tellWhoListens(say, core, meeting)

  const people = {
    secretary: { ...secretary, sessions: createSessionClient(secretary.client) },
    reader: { ...reader, sessions: createSessionClient(reader.client) },
  }
  const startedAt = new Date(Math.floor((Date.now() - AGO_MS) / MINUTE_MS) * MINUTE_MS)
  const recording = await recordSession(say, { ...people, meeting, core, startedAt })
  const sealing = { ...people, meeting, dir, signal }
  const minutes = await sealSession(say, sealing, recording)
  const page = Promise.all([
    pageHtml(minutes.docx),
    pagePicture(minutes.path, { dir, searchPath: searchPath(), signal }),
  ])
  const amendment = await amendMinutes(say, sealing, minutes)
  const { verification } = await verifyTrail(reader.client, 'session', recording.session.session_id)
  say.event('verified', `${verification.checked} entries of the session's trail, hash by hash`, 'green')
  const [html, png] = await page
  if (!html.includes('<img')) throw new Error('the minutes lack the picture')
  return { ...recording, ...minutes, amendment, verification, page: { html, png } }
}

/** What a session is pinned to where its tenant has no newer one. */
const MODEL = 'core-1'

function tellWhoListens(say: Narrator, { engine, isTold }: DemoCore, { chunks }: Meeting): void {
  if (!isTold) {
    say.event('core', `listens with ${engine}`)
    return
  }
  say.event('core', 'no speech model is on this machine: core is told what to hear', 'yellow')
  say.detail(`piece of audio by piece of audio, by its SHA-256: what was really said into the ${chunks.length} of them`)
}
