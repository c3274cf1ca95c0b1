// SIGKILL of the API and of all workers while sessions are recorded: clients repeat what was not acknowledged, and what was is kept.
import { between, pause } from '../chaos-world.ts'
import { type Recording, startRecording } from './recording.ts'
import { expectSealed, expectSnapshots, onceSealed } from './sealed-proof.ts'
import type { SessionScenario } from './session-scenario.ts'

export interface KillSize {
  sessions: number
  chunks: number
  /** Of all workers. */
  kills: number
  apiKills: number
  withinMs: number
}

const AT_ONCE = 3

export async function killWhileRecording(
  scenario: SessionScenario,
  { sessions, chunks, kills, apiKills, withinMs }: KillSize,
): Promise<Record<string, number>> {
  const recordings = await Promise.all(Array.from({ length: sessions }, () => startRecording(scenario, chunks)))
  const streams = Promise.all(recordings.map(recordAll))
  for (let kill = 0; kill < kills; kill++) {
    // Each time somewhere in its share of the recording.
    await reached(recordings, (kill + between(0.1, 0.4)) / kills)
    if (kill < apiKills) await scenario.restartApi()
    await reached(recordings, (kill + between(0.5, 0.9)) / kills)
    await scenario.killAll()
    await scenario.spawn()
  }
  await streams
  const since = Date.now()
  for (const { id } of recordings) await scenario.call('POST', `/session/${id}/finalize`, { last_sequence_id: chunks })
  for (const recording of recordings) {
    await onceSealed(scenario, recording, withinMs)
    await expectSealed(scenario, recording)
  }
  await expectSnapshots(scenario, sessions)
  const repeated = recordings.reduce((sum, recording) => sum + recording.repeated(), 0)
  return { chunks: sessions * chunks, repeated, sealedAndProvenMs: Date.now() - since }
}

async function recordAll({ chunks, send }: Recording): Promise<void> {
  let next = 1
  const lane = async () => {
    while (next <= chunks) await send(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}

async function reached(recordings: readonly Recording[], share: number): Promise<void> {
  const all = recordings.reduce((sum, { chunks }) => sum + chunks, 0)
  while (recordings.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0) < share * all) await pause(5)
}
