// A session of three hours, spoken in pieces of three seconds, each said at length: 30 MB of blocks go to builder by reference.
import { createHash } from 'node:crypto'
import { expect, vi } from 'vitest'
import type { SessionResource } from '#contracts/session.ts'
import { wavHeader } from '#test/support/speech-clips.ts'
import type { ChaosWorld } from '../chaos-world.ts'
import { forgetPeak, memoryPeaks, pidListeningAt } from './memory-peaks.ts'
import { startSealingProcesses } from './sealing-processes.ts'
import { openSessionScenario, type SessionScenario } from './session-scenario.ts'

export interface LongSize {
  chunks: number
  /** Of what core says of each. */
  textBytes: number
  /** That no process may have more than. */
  memoryMb: number
}

const AT_ONCE = 8
const PIECE_MS = 3000
const BEGIN = Date.parse('2026-11-20T09:00:00Z')

export async function longSession(world: ChaosWorld, { chunks, textBytes, memoryMb }: LongSize) {
  const services = await startSealingProcesses(world)
  const scenario = await openSessionScenario(world, { services })
  try {
    scenario.core(({ sequenceId }) => {
      const words = `Said ${sequenceId}. `
      return { text: words.repeat(Math.ceil(textBytes / words.length)), confidence: 1, model_version: 'core-1' }
    })
    const pidsNow = () => ({
      ...{ api: scenario.api().pid, worker: scenario.workers[0]?.pid ?? 0 },
      ...{ builder: services.builder.pid, guard: services.guard.pid },
      'object store': pidListeningAt(world.backing.s3.endpoint),
    })
    const began = Date.now()
    const id = await record(scenario, chunks)
    const recordedS = (Date.now() - began) / 1000
    const recordingMb = memoryPeaks(pidsNow())
    // Three hours in a minute leave much garbage: what is measured is the finalization, by processes that did nothing else.
    await scenario.killAll()
    await Promise.all([scenario.restartApi(), scenario.spawn()])
    const pids = pidsNow()
    for (const pid of Object.values(pids)) forgetPeak(pid)
    const finalizing = Date.now()
    await scenario.call('POST', `/session/${id}/finalize`, { last_sequence_id: chunks })
    const byStatus: Record<string, Record<string, number>> = {}
    const { counts, custody = [] } = await onceStanding(scenario, id, { status: 'FINALIZED' }, ({ status }) => {
      byStatus[status] = memoryPeaks(pids)
    })
    const sealedS = (Date.now() - finalizing) / 1000
    const peaksMb = memoryPeaks(pids)
    expect(custody.length).toBeGreaterThan(chunks)
    const assembled = await assembledOf(scenario, id)
    console.log('a long session', JSON.stringify({ ...assembled, recordedS, sealedS, recordingMb, byStatus, peaksMb }))
    expect(assembled).toMatchObject({ blocks: chunks, by_reference: true })
    expect(counts).toEqual({ TEXT: chunks })
    expect(Object.entries(peaksMb).filter(([, mb]) => mb > memoryMb)).toEqual([])
  } finally {
    await scenario.close()
  }
}

/** In the order in which they were spoken, a few at once. Resolves when each has its block. */
async function record(scenario: SessionScenario, chunks: number): Promise<string> {
  const { session_id: id } = await scenario.call('POST', '/session/start', { client_timezone: 'Europe/Madrid' })
  let next = 1
  const lane = async () => {
    while (next <= chunks) await append(scenario, id, next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  await onceStanding(scenario, id, { pending: 0 })
  return id
}

async function append({ url, token }: SessionScenario, id: string, sequenceId: number): Promise<void> {
  // No WAV that we can read: only core can say what it says, and the detector's time is none of this run's.
  const body = Buffer.concat([wavHeader({ format: 0x55, dataBytes: 16 }), Buffer.from(String(sequenceId).padStart(16))])
  const response = await fetch(`${url}/api/v1/session/${id}/append`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${token}`, 'content-type': 'audio/wav', 'x-sequence-id': String(sequenceId) },
      'x-chunk-sha256': createHash('sha256').update(body).digest('hex'),
      'x-started-at': new Date(BEGIN + sequenceId * PIECE_MS).toISOString(),
      'x-duration-ms': String(PIECE_MS),
    },
    body: new Uint8Array(body),
  })
  if (response.status !== 202) throw new Error(`append answered ${response.status}: ${await response.text()}`)
  await response.arrayBuffer()
}

const onceStanding = (
  scenario: SessionScenario,
  id: string,
  how: Partial<SessionResource>,
  onLook: (session: SessionResource) => void = () => {},
): Promise<SessionResource> =>
  vi.waitFor(
    async () => {
      const session = await scenario.call('GET', `/session/${id}`)
      onLook(session)
      expect(session).toMatchObject(how)
      return session
    },
    { timeout: 1_200_000, interval: 2000 },
  )

async function assembledOf({ owner }: SessionScenario, id: string): Promise<Record<string, unknown>> {
  const [row] = await owner<{ details: Record<string, unknown> }[]>`
    SELECT details FROM audit_log WHERE subject_id = ${id} AND action = 'session.assembled'`
  const { blocks, bytes, by_reference } = row?.details ?? {}
  return { blocks, bytes, by_reference }
}
