// A client that records: it keeps what was acknowledged, and repeats what was not until it is.
import { createHash } from 'node:crypto'
import { clip, wavOf } from '#test/support/speech-clips.ts'
import { pause } from '../chaos-world.ts'
import type { SessionScenario } from './session-scenario.ts'

export interface Recording {
  id: string
  /** The numbers of all chunks that ever were; those that never arrive are lost on the way. */
  chunks: number
  lost: ReadonlySet<number>
  /** Sequence numbers, with the hash of what was acknowledged. */
  acknowledged: Map<number, string>
  /** Sends one until it is answered for good. @returns that status */
  send(sequenceId: number): Promise<number>
  /** Other bytes under the same number. */
  sendOther(sequenceId: number): Promise<Answer>
  /** Takes up the stream anew. @returns what a chunk is told that still comes under the former epoch */
  reconnect(): Promise<Answer>
  /** How often it had to repeat. */
  repeated(): number
}

export interface Answer {
  status: number
  code?: string
}

const SPEECH = clip('audio/flac')
const EVERY_MS = 6000
const BEGIN = Date.parse('2026-11-20T09:00:00Z')
const GIVE_UP_MS = 60_000

/** Every fifth says nothing. */
export const isSilent = (sequenceId: number) => sequenceId % 5 === 0
/** No two have the same bytes. */
export const audioOf = (sequenceId: number) =>
  isSilent(sequenceId)
    ? { type: 'audio/wav', bytes: wavOf(1, () => 0, { rateHz: 8000 + sequenceId }) }
    : { type: 'audio/flac', bytes: Buffer.concat([SPEECH, Buffer.from(`chunk ${sequenceId}`)]) }
const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** @param lossRate of chunks; at least one is lost where it is above 0 */
export async function startRecording(scenario: SessionScenario, chunks: number, lossRate = 0): Promise<Recording> {
  const body = { client_timezone: 'Europe/Madrid', title: 'Board' }
  const { session_id: id, epoch: first } = await scenario.call('POST', '/session/start', body)
  const lost = new Set<number>()
  while (lost.size < Math.ceil(chunks * lossRate)) lost.add(1 + Math.floor(Math.random() * chunks))
  const acknowledged = new Map<number, string>()
  let epoch = first
  let repeats = 0

  const post = async (sequenceId: number, audio: ReturnType<typeof audioOf>, underEpoch: number): Promise<Answer> => {
    const response = await fetch(`${scenario.url}/api/v1/session/${id}/append`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${scenario.token}`,
        'content-type': audio.type,
        'x-sequence-id': String(sequenceId),
        'x-chunk-sha256': sha256Of(audio.bytes),
        'x-started-at': new Date(BEGIN + sequenceId * EVERY_MS).toISOString(),
        'x-session-epoch': String(underEpoch),
      },
      body: new Uint8Array(audio.bytes),
      signal: AbortSignal.timeout(10_000),
    })
    const answered = (await response.json()) as { code?: string }
    return { status: response.status, ...(answered.code === undefined ? {} : { code: answered.code }) }
  }
  /** Whatever is not an answer for good, and no answer at all, is repeated. */
  const untilAnswered = async <T extends Answer>(ask: () => Promise<T>): Promise<T> => {
    for (const until = Date.now() + GIVE_UP_MS; ; repeats++) {
      const answer = await ask().catch((error: unknown) => {
        if (Date.now() > until) throw error
        return undefined // The API was killed under it.
      })
      if (answer !== undefined && answer.status < 500 && answer.status !== 429) return answer
      if (Date.now() > until) throw new Error(`it was never answered: ${JSON.stringify(answer)}`)
      await pause(100)
    }
  }

  return {
    ...{ id, chunks, lost, acknowledged },
    repeated: () => repeats,
    async send(sequenceId) {
      const audio = audioOf(sequenceId)
      const { status, code } = await untilAnswered(() => post(sequenceId, audio, epoch))
      if (status !== 202 && status !== 200) throw new Error(`chunk ${sequenceId} was answered ${status} ${code}`)
      acknowledged.set(sequenceId, sha256Of(audio.bytes))
      return status
    },
    sendOther: sequenceId =>
      untilAnswered(() => post(sequenceId, { type: 'audio/flac', bytes: Buffer.concat([SPEECH, SPEECH]) }, epoch)),
    async reconnect() {
      const former = epoch
      const resumed = await untilAnswered(async () => {
        const headers = { authorization: `Bearer ${scenario.token}` }
        const response = await fetch(`${scenario.url}/api/v1/session/${id}/resume`, { method: 'POST', headers })
        return { status: response.status, ...((await response.json()) as { epoch: number }) }
      })
      epoch = resumed.epoch
      // What was acknowledged stays so under any epoch: only what is new tells.
      const [unknown = chunks + 1] = lost
      return untilAnswered(() => post(unknown, audioOf(unknown), former))
    },
  }
}

/** In any order. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map(item => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
