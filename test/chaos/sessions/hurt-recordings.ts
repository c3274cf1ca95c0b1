// Recordings as bad networks and bad days make them: chunks in any order, twice, or never; clients that reconnect; workers killed;
// Redis emptied; a core that fails and dawdles.
import { expect } from 'vitest'
import { between, pause } from '../chaos-world.ts'
import { type Recording, shuffled, startRecording } from './recording.ts'
import { expectSealed, expectSnapshots, onceSealed, type Sealed } from './sealed-proof.ts'
import { type SessionScenario, said } from './session-scenario.ts'

export interface HurtSize {
  sessions: number
  chunks: number
  reconnects: number
  workers: number
  /** SIGKILL of all of them, so often. */
  kills: number
  withinMs: number
}

const LOSS = 0.05
/** Longer than core is given. */
const SLOW_MS = 2500

export async function hurtRecordings(scenario: SessionScenario, size: HurtSize): Promise<Record<string, number>> {
  const { sessions, chunks, withinMs } = size
  scenario.core(asked => {
    if (Math.random() < 0.3) return 500
    return Math.random() < 0.2 ? pause(SLOW_MS).then(() => said(asked)) : said(asked)
  })
  await spawnUpTo(scenario, size.workers)
  const recordings = await Promise.all(Array.from({ length: sessions }, () => startRecording(scenario, chunks, LOSS)))
  let sent = 0
  const strikes = strikeAt(scenario, size, () => sent / (2 * sessions * chunks * (1 - LOSS)))
  await Promise.all(recordings.map(recording => record(recording, size, () => sent++)))
  await strikes
  const since = Date.now()
  for (const { id } of recordings) await scenario.call('POST', `/session/${id}/finalize`, { last_sequence_id: chunks })
  const total = { texts: 0, pending: 0, silent: 0, missing: 0 }
  for (const recording of recordings) {
    await onceSealed(scenario, recording, withinMs)
    const sealed = await expectSealed(scenario, recording)
    for (const name of Object.keys(total) as (keyof Sealed)[]) total[name] += sealed[name]
  }
  await expectSnapshots(scenario, sessions)
  const repeated = recordings.reduce((sum, recording) => sum + recording.repeated(), 0)
  return { ...total, repeated, sealedAndProvenMs: Date.now() - since }
}

/** Everything that is not lost twice, in any order, with reconnects in between. */
async function record(recording: Recording, { chunks, reconnects }: HurtSize, onSent: () => void): Promise<void> {
  const { lost, acknowledged } = recording
  const arriving = Array.from({ length: chunks }, (_, n) => n + 1).filter(n => !lost.has(n))
  const twice = shuffled([...arriving, ...arriving])
  const breaks = new Set(
    Array.from({ length: reconnects }, (_, n) => Math.floor(((n + 1) * twice.length) / (reconnects + 1))),
  )
  for (const [index, sequenceId] of twice.entries()) {
    if (breaks.has(index)) expect(await recording.reconnect()).toEqual({ status: 409, code: 'EPOCH_SUPERSEDED' })
    const isKnown = acknowledged.has(sequenceId)
    const status = await recording.send(sequenceId)
    // Only a first answer that got lost makes 200 of 202.
    if (isKnown || recording.repeated() === 0)
      expect({ sequenceId, status }).toEqual({ sequenceId, status: isKnown ? 200 : 202 })
    if (isKnown && index % 4 === 0)
      expect(await recording.sendOther(sequenceId)).toEqual({ status: 409, code: 'CHUNK_CONFLICT' })
    onSent()
  }
}

/** Kills spread over the recording, and FLUSHALL in the middle of it. */
async function strikeAt(
  scenario: SessionScenario,
  { kills, workers }: HurtSize,
  progress: () => number,
): Promise<void> {
  const strikes = [
    ...Array.from({ length: kills }, (_, n) => ({
      at: (n + 0.5) / kills,
      strike: () => scenario.killAll().then(() => spawnUpTo(scenario, workers)),
    })),
    { at: 0.6, strike: () => scenario.world.flushRedis() },
  ].sort((a, b) => a.at - b.at)
  for (const { at, strike } of strikes) {
    while (progress() < at) await pause(20)
    await pause(between(0, 100))
    await strike()
  }
}

async function spawnUpTo(scenario: SessionScenario, workers: number): Promise<void> {
  await Promise.all(Array.from({ length: workers - scenario.workers.length }, () => scenario.spawn()))
}
