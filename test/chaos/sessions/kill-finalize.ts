// SIGKILL of a worker while a step of a finalization runs: the next one goes on, and in the end there is one snapshot of one document.
import { expect, vi } from 'vitest'
import type { Tap } from '../kill-points/tap.ts'
import type { Death, Wire } from './finalize-points.ts'
import { type HeldMoment, heldMoment, tapForMoment } from './held-moment.ts'
import { type Recording, startRecording } from './recording.ts'
import { expectSealed, expectSnapshots, onceSealed } from './sealed-proof.ts'
import type { SessionScenario } from './session-scenario.ts'

const CHUNKS = 6
const LOSS = 0.1

export async function killFinalize(
  scenario: SessionScenario,
  deaths: readonly Death[],
  withinMs: number,
): Promise<Record<string, number>> {
  const recordings = await Promise.all(deaths.map(() => recorded(scenario)))
  await scenario.killAll()
  const victims = await openVictims(scenario)
  const hashes = new Map<string, string>()
  try {
    for (const [index, death] of deaths.entries()) {
      const recording = recordings[index] as Recording
      await victims.killAt(death, recording)
      await expectStopped(scenario, death, recording)
      const hash = await integrityHashOf(scenario, recording.id)
      if (hash !== undefined) hashes.set(recording.id, hash)
    }
    const since = Date.now()
    await scenario.spawn()
    for (const recording of recordings) {
      const { integrity_hash } = await onceSealed(scenario, recording, withinMs)
      expect(integrity_hash).toBe(hashes.get(recording.id) ?? integrity_hash)
      await expectSealed(scenario, recording)
      await expectOneSet(scenario, recording)
    }
    await expectSnapshots(scenario, deaths.length)
    return { deaths: deaths.length, sealedAndProvenMs: Date.now() - since }
  } finally {
    await victims.close()
  }
}

/** With every block done, and something in its folder that nothing has use for. */
async function recorded(scenario: SessionScenario): Promise<Recording> {
  const recording = await startRecording(scenario, CHUNKS, LOSS)
  for (let n = 1; n <= CHUNKS; n++) if (!recording.lost.has(n)) await recording.send(n)
  const { tenant_id } = await vi.waitFor(
    async () => {
      const session = await scenario.call('GET', `/session/${recording.id}`)
      expect(session.pending).toBe(0)
      return session
    },
    { timeout: 60_000, interval: 100 },
  )
  const orphan = `sessions/${tenant_id}/${recording.id}/99-${'0'.repeat(64)}`
  await scenario.store.put(orphan, new Uint8Array([1]), { contentType: 'audio/wav' })
  return recording
}

interface Victims {
  /** Starts one, has it finalize, and kills it there. */
  killAt(death: Death, recording: Recording): Promise<void>
  close(): Promise<void>
}

/** Workers with taps on all their wires. */
async function openVictims({ env, launch, call }: SessionScenario): Promise<Victims> {
  let wanted: { wire: Wire; moment: HeldMoment } | undefined
  const settings: Record<Wire, string> = {
    ...{ postgres: 'DATABASE_URL', store: 'S3_ENDPOINT' },
    ...{ builder: 'SERVICE_BUILDER_URL', guard: 'SERVICE_GUARD_URL' },
  }
  const tapped: Record<string, string> = {}
  const taps: Tap[] = []
  for (const [wire, name] of Object.entries(settings)) {
    const url = env[name] ?? ''
    const tap = await tapForMoment(url, () => (wanted?.wire === wire ? wanted.moment : undefined))
    taps.push(tap)
    tapped[name] = Object.assign(new URL(url), { port: String(tap.port) }).href.replace(/\/$/, '')
  }
  return {
    async killAt({ point, hold }, { id }) {
      const question = new RegExp(point.question.replace('ID', id))
      const moment = heldMoment(hold, text => question.test(text))
      wanted = { wire: point.wire, moment }
      const victim = launch({ env: tapped })
      const ended = victim.exited.then(code => Promise.reject(new Error(`a victim ended by itself with ${code}`)))
      await Promise.race([victim.ready(), ended])
      await call('POST', `/session/${id}/finalize`, { last_sequence_id: CHUNKS })
      await Promise.race([moment.ripe, ended])
      wanted = undefined
      victim.signal('SIGKILL')
      await ended.catch(() => undefined)
    },
    async close() {
      await Promise.all(taps.map(tap => tap.close()))
    },
  }
}

/** It died in that step: the step is open still, unless its end was written and only not heard of. */
async function expectStopped({ owner }: SessionScenario, { point, hold }: Death, { id }: Recording): Promise<void> {
  if (point.isRecord && hold !== 'question') return
  const open = await owner<{ kind: string }[]>`SELECT kind FROM steps WHERE subject_id = ${id}`
  expect({ point, hold, open: open.map(({ kind }) => kind) }).toMatchObject({
    open: expect.arrayContaining([point.step]),
  })
}

async function integrityHashOf({ owner }: SessionScenario, id: string): Promise<string | undefined> {
  const [row] = await owner<{ hash: string }[]>`
    SELECT integrity_hash AS hash FROM session_snapshots WHERE session_id = ${id}`
  return row?.hash
}

/** Of what was made twice nothing lies about. */
async function expectOneSet({ store, owner }: SessionScenario, { id }: Recording): Promise<void> {
  const [row] = await owner<{ tenant: string }[]>`SELECT tenant_id AS tenant FROM sessions WHERE id = ${id}`
  const keys = async (folder: string) =>
    (await store.list({ prefix: `${folder}/${row?.tenant}/${id}/` })).objects.map(({ key }) => key)
  expect(await keys('documents')).toHaveLength(1)
  const recorded = await keys('sessions')
  expect(recorded.filter(key => key.includes('/assembly/')).map(key => key.split('.').at(-1))).toEqual(
    expect.arrayContaining(['json', 'jsonl']),
  )
  expect(recorded.filter(key => key.includes('/assembly/'))).toHaveLength(2)
  expect(recorded.some(key => key.includes('/99-'))).toBe(false)
}
