// A recording that broke off goes on with the same chunks, or not at all.
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { wavOf } from '#sdk/recording/wav-chunks.ts'
import { type AskedOf, openCliRig, problem } from './cli-rig.ts'

const ID = '0198c1de-0000-7000-8000-000000000001'
const BEGAN = '2026-03-01T09:00:00.000Z'
/** What the API holds: number to hash, as the ledger. */
const held = new Map<number, { hash: string; startedAt: string }>()
/** Appending this number fails. */
let brokenAt = 0
let rig: Awaited<ReturnType<typeof openCliRig>>
let folder: string

function answer(path: string, { method, headers, bytes }: AskedOf) {
  if (path.endsWith('/start')) return { status: 201, body: { session_id: ID } }
  if (path.endsWith('/resume')) return { body: { epoch: 2, received: [...held.keys()].map(one => [one, one]) } }
  if (path.includes('/blocks'))
    return {
      body: {
        data: [...held].map(([sequence_id, { startedAt }]) => ({ sequence_id, started_at: startedAt })),
        next_cursor: null,
      },
    }
  if (method === 'GET') return { body: { session_id: ID, status: 'RECORDING', received: [] } }
  const number = Number(headers['x-sequence-id'])
  if (number === brokenAt) return problem(422, 'VALIDATION_FAILED')
  const hash = createHash('sha256').update(bytes).digest('hex')
  const known = held.get(number)
  if (known !== undefined && known.hash !== hash) return problem(409, 'CHUNK_CONFLICT')
  held.set(number, known ?? { hash, startedAt: String(headers['x-started-at']) })
  return { status: known ? 200 : 202, body: { sequence_id: number, status: 'PROCESSING' } }
}

/** PCM of 8 bits, each sample different from the one before. @param rate samples a second */
function wav(seconds: number, { rate = 100, seed = 0 } = {}) {
  const format = new Uint8Array(16)
  const view = new DataView(format.buffer)
  view.setUint32(4, rate, true)
  view.setUint32(8, rate, true)
  view.setUint16(12, 1, true)
  return wavOf(
    format,
    Uint8Array.from({ length: seconds * rate }, (_, at) => (at * 7 + seed) % 251),
  )
}
async function file(name: string, bytes: Uint8Array) {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}
const record = (path: string, ...more: string[]) => rig.mandate(['sessions', 'record', path, ...more])
const sent = () => rig.asked.filter(({ path }) => path.endsWith('/append')).map(one => one.headers['x-sequence-id'])

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-record-'))
  rig = await openCliRig(answer)
})
afterAll(async () => {
  rig.close()
  await rm(folder, { recursive: true })
})
beforeEach(() => {
  held.clear()
  brokenAt = 0
  rig.asked.length = 0
})

it('names the session when it breaks off, and goes on with it to the same chunks as in one go, on the same clock', async () => {
  const path = await file('meeting.wav', wav(18))
  await record(path)
  const whole = [...held.values()].map(({ hash }) => hash)
  expect(whole).toHaveLength(4)
  held.clear()
  brokenAt = 3
  const broken = await record(path)
  expect(broken.code).toBe(3)
  expect(broken.err).toMatch(new RegExp(`^session ${ID}\n[^]*--session ${ID}`))
  brokenAt = 0
  for (const one of held.values()) one.startedAt = one.startedAt.replace(/.*/, BEGAN)
  rig.asked.length = 0
  expect((await record(path, '--session', ID)).code).toBe(0)
  expect(sent()).toEqual(['1', '2', '3', '4'])
  expect([...held.values()].map(({ hash }) => hash)).toEqual(whole)
  expect(held.get(4)?.startedAt).toBe('2026-03-01T09:00:15.000Z')
})

it('tells a program of the session on standard error, also when it fails', async () => {
  brokenAt = 1
  const { err, out } = await rig.mandate(['--json', 'sessions', 'record', await file('meeting.wav', wav(6))])
  const lines = err
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(lines).toEqual([{ session_id: ID }, expect.objectContaining({ code: 'VALIDATION_FAILED', session_id: ID })])
  expect(out).toBe('')
})

it.each([
  ['another file', wav(18, { seed: 1 }), '5'],
  ['another chunk length', wav(18), '4'],
  ['a file that ends before what is there', wav(5), '5'],
])('refuses to go on with %s, and adds nothing', async (_what, bytes, seconds) => {
  const whole = await file('meeting.wav', wav(18))
  brokenAt = 4
  await record(whole)
  // What came first is not there: it must not be taken for the gap's.
  held.delete(1)
  const before = new Map(held)
  const path = await file('other.wav', bytes)
  const ended = await record(path, '--session', ID, '--chunk-seconds', seconds)
  expect(ended.code).toBe(2)
  expect(ended.err).toContain('recorded from other chunks: same file, same --chunk-seconds?')
  expect(held).toEqual(before)
})

it('waits in real time for what is missing alone', async () => {
  const path = await file('long.wav', wav(601))
  await record(path, '--chunk-seconds', '60')
  held.delete(11)
  // Ten minutes that are there would outlast the test.
  expect((await record(path, '--chunk-seconds', '60', '--realtime', '--session', ID)).code).toBe(0)
  expect(held.size).toBe(11)
})

it.each([
  ['no WAV file', new TextEncoder().encode('this is a text'), 'this is no WAV file'],
  ['one without a sample', wav(0), 'holds no sound'],
  ['chunks that are too large', wav(10, { rate: 1_000_000 }), '--chunk-seconds 4 is the most'],
])('starts no session for %s', async (_what, bytes, said) => {
  const ended = await record(await file('bad.wav', bytes))
  expect(ended).toMatchObject({ code: 2, err: expect.stringContaining(said) })
  expect(rig.asked).toEqual([])
  expect((await record('/nowhere.wav')).code).toBe(2)
})
