// What must be true of a session that was sealed, whatever happened meanwhile, computed from what its client knows and what anyone
// can read: custody, the document, guard.
import { createHash } from 'node:crypto'
import mammoth from 'mammoth'
import { expect, vi } from 'vitest'
import type { SessionResource } from '#contracts/session.ts'
import { BuildSession } from '#contracts/upstream/builder.ts'
import { SnapshotRecord } from '#contracts/upstream/guard.ts'
import { isSilent, type Recording } from './recording.ts'
import type { SessionScenario } from './session-scenario.ts'

/** Waits until it is sealed. */
export const onceSealed = (scenario: SessionScenario, { id }: Recording, withinMs: number): Promise<SessionResource> =>
  vi.waitFor(
    async () => {
      const session = await scenario.call('GET', `/session/${id}`)
      expect(session).toMatchObject({ status: 'FINALIZED' })
      return session
    },
    { timeout: withinMs, interval: 200 },
  )

export interface Sealed {
  texts: number
  pending: number
  silent: number
  missing: number
}

/** Everything acknowledged is in it, everything else is named, and nothing of it can be changed unnoticed. */
export async function expectSealed(scenario: SessionScenario, recording: Recording): Promise<Sealed> {
  const session = await scenario.call('GET', `/session/${recording.id}`)
  const numbers = [...recording.acknowledged.keys()].sort((a, b) => a - b)
  const lost = Array.from({ length: recording.chunks }, (_, n) => n + 1).filter(n => !recording.acknowledged.has(n))
  expect(numbersIn(session.gaps)).toEqual(lost)
  expect(numbersIn(session.received.map(([from, to]) => ({ from, to })))).toEqual(numbers)

  const kept = await readCustody(scenario, session)
  const { blocks, gaps } = BuildSession.parse(JSON.parse(textIn(kept, '/assembly/', '.json')))
  const spoken = blocks.filter(({ type }) => type !== 'SYSTEM_NOTE')
  expect(spoken.map(({ sequence_id }) => sequence_id)).toEqual(numbers)
  for (const block of spoken) {
    const { sequence_id: n, type, status } = block
    expect({ n, status }).toEqual({ n, status: 'DONE' })
    if (isSilent(n)) expect({ n, type }).toEqual({ n, type: 'SILENCE' })
    else if (type !== 'AUDIO_PENDING') expect(block).toMatchObject({ type: 'TEXT', text: `Said ${n}.` })
  }
  expect(numbersIn(gaps)).toEqual(lost)
  const lines = textIn(kept, '/assembly/', '.jsonl').trimEnd().split('\n')
  const chunks = recording.acknowledged.size === 0 ? [] : lines.map(line => JSON.parse(line))
  expect(chunks.map(({ sequence_id, sha256 }) => [sequence_id, sha256])).toEqual(
    numbers.map(n => [n, recording.acknowledged.get(n)]),
  )
  for (const [n, sha256] of recording.acknowledged)
    expect(kept.has(`sessions/${session.tenant_id}/${session.session_id}/${n}-${sha256}`), `chunk ${n}`).toBe(true)

  const document = [...kept].filter(([object]) => object.endsWith('.docx'))
  expect(document).toHaveLength(1)
  // At its end the sample skeleton lists what is missing once more.
  const body = Array.from({ length: recording.chunks }, (_, n) => n + 1).flatMap(n => wordsOf(n, lost, spoken))
  expect(await named(document[0]?.[1])).toEqual([...body, ...gaps.map(() => '[audio missing')])
  await expectSigned(scenario, session)
  await expectNothingOpen(scenario, session)
  const count = (wanted: string) => spoken.filter(({ type }) => type === wanted).length
  const [texts, pending, silent] = [count('TEXT'), count('AUDIO_PENDING'), count('SILENCE')]
  return { texts, pending, silent, missing: lost.length }
}

/** What the document says of a chunk; the first of many that are missing speaks for all of them. */
function wordsOf(n: number, lost: readonly number[], blocks: readonly { sequence_id: number; type: string }[]) {
  if (lost.includes(n)) return lost.includes(n - 1) ? [] : ['[audio missing']
  const type = blocks.find(({ sequence_id }) => sequence_id === n)?.type
  if (type === 'AUDIO_PENDING') return ['[audio pending']
  return type === 'TEXT' ? [`Said ${n}.`] : []
}

/** What a document says of chunks, in its order. */
async function named(docx: Buffer | undefined): Promise<string[]> {
  const { value } = await mammoth.extractRawText({ buffer: docx ?? Buffer.alloc(0) })
  return value.match(/Said \d+\.|\[audio missing|\[audio pending/g) ?? []
}

/** Every copy, each held to the hash that the session gives for it. */
async function readCustody(
  { custody }: SessionScenario,
  { custody: copies = [] }: SessionResource,
): Promise<Map<string, Buffer>> {
  const kept = new Map<string, Buffer>()
  for (const { object, version_id: versionId, sha256, retain_until } of copies) {
    const parts: Uint8Array[] = []
    for await (const part of (await custody.get(object, { versionId })).body) parts.push(part)
    const bytes = Buffer.concat(parts)
    expect({ object, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual({ object, sha256 })
    expect(Date.parse(retain_until)).toBeGreaterThan(Date.now())
    kept.set(object, bytes)
  }
  return kept
}

function textIn(kept: ReadonlyMap<string, Buffer>, folder: string, extension: string): string {
  const found = [...kept].filter(([object]) => object.includes(folder) && object.endsWith(extension))
  expect(found.map(([object]) => object)).toHaveLength(1)
  return found[0]?.[1].toString('utf8') ?? ''
}

async function expectSigned({ services, call }: SessionScenario, session: SessionResource): Promise<void> {
  const { snapshot_id, integrity_hash, session_id } = session
  const record = SnapshotRecord.parse(await (await fetch(`${services.guardUrl}/snapshots/${snapshot_id}`)).json())
  expect(record).toMatchObject({ integrity_hash, manifest: { session_id } })
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ snapshot_id, integrity_hash })
  const verified = await fetch(`${services.guardUrl}/verify`, { method: 'POST', headers, body })
  expect(await verified.json()).toEqual({ ok: true })
  expect(await call('GET', `/audit/verify?subject=${session_id}`)).toMatchObject({ ok: true })
}

/** But for the timer that clears it, and for what core still owes. */
async function expectNothingOpen({ owner }: SessionScenario, { session_id: id }: SessionResource): Promise<void> {
  const open = () => owner`
    SELECT kind FROM steps
    WHERE subject_id = ${id} OR subject_id IN (SELECT c.id FROM session_chunks c WHERE c.session_id = ${id})`
  await vi.waitFor(
    async () =>
      expect((await open()).map(({ kind }) => kind).filter(kind => kind !== 'transcribe')).toEqual(['clear-session']),
    { timeout: 60_000, interval: 200 },
  )
}

/** Guard has one snapshot for each of so many sessions, and none besides. */
export async function expectSnapshots({ services }: SessionScenario, sessions: number): Promise<void> {
  const health = await (await fetch(`${services.guardUrl}/health`)).json()
  expect(health).toMatchObject({ snapshots: sessions })
}

function numbersIn(ranges: readonly { from: number; to: number }[]): number[] {
  return ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, n) => from + n))
}
