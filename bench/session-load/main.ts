// The recorders of one run, in a process of their own: each session has its own connection and sends at its own times, whether or
// not what it sent before was answered (open loop), so that a slow server is not spared. Asked and answering by messages.
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'undici'
import { percentile } from '../child/closed-loop.ts'
import { type Chunk, makeChunks } from './make-chunks.ts'

export interface Recording {
  url: string
  authorization: string
  sessionIds: readonly string[]
}

/** A stretch of time in which so many chunks a second are sent, all sessions together. */
export interface Stretch {
  perSecond: number
  seconds: number
}

/** Milliseconds from when a chunk was due to when its answer was read. */
export interface Answered {
  sent: number
  accepted: number
  /** Anything else than 202 and how often. */
  errors: Record<string, number>
  p50Ms: number
  p95Ms: number
  p99Ms: number
  maxMs: number
  /** How much later than due the 99th of 100 was sent: our own share in the above. */
  lateP99Ms: number
  cpuSeconds: number
}

const CHUNKS = 96

process.once('message', async (recording: Recording) => {
  const chunks = await makeChunks(CHUNKS)
  const recorders = recording.sessionIds.map(id => openRecorder(recording, id, chunks))
  process.on('message', async (stretch: Stretch) => process.send?.(await record(recorders, stretch)))
  process.send?.('ready')
})
process.once('disconnect', () => process.exit(0))

type Recorder = (dueMs: number) => Promise<{ status: string; sentMs: number }>

function openRecorder({ url, authorization }: Recording, sessionId: string, chunks: readonly Chunk[]): Recorder {
  const client = new Client(url, { keepAliveTimeout: 60_000 })
  const path = `/api/v1/session/${sessionId}/append`
  const startedAt = Date.now()
  let sequence = 0
  return async dueMs => {
    const sentMs = performance.now()
    const number = ++sequence
    const chunk = chunks[(number * 7 + sessionId.charCodeAt(35)) % chunks.length] as Chunk
    const headers = {
      authorization,
      'content-type': 'audio/wav',
      'x-sequence-id': String(number),
      'x-chunk-sha256': chunk.sha256,
      'x-started-at': new Date(startedAt + number * 1022).toISOString(),
      'x-duration-ms': '1022',
    }
    try {
      const { statusCode, body } = await client.request({ method: 'POST', path, headers, body: chunk.bytes })
      await body.dump()
      return { status: String(statusCode), sentMs: sentMs - dueMs }
    } catch (error) {
      return { status: error instanceof Error ? error.message : String(error), sentMs: sentMs - dueMs }
    }
  }
}

async function record(recorders: readonly Recorder[], { perSecond, seconds }: Stretch): Promise<Answered> {
  const dues = plan(recorders.length, perSecond, seconds)
  const [latencies, lates]: [number[], number[]] = [[], []]
  const statuses: Record<string, number> = {}
  const open: Promise<void>[] = []
  const cpu = process.cpuUsage()
  const startMs = performance.now()
  const send = async ({ atMs, recorder }: Due) => {
    const { status, sentMs } = await (recorders[recorder] as Recorder)(startMs + atMs)
    latencies.push(performance.now() - startMs - atMs)
    lates.push(sentMs)
    statuses[status] = (statuses[status] ?? 0) + 1
  }
  for (const due of dues) {
    const waitMs = startMs + due.atMs - performance.now()
    if (waitMs > 0.5) await pause(waitMs)
    open.push(send(due))
  }
  await Promise.all(open)
  const { user, system } = process.cpuUsage(cpu)
  const { 202: accepted = 0, ...errors } = statuses
  const [sorted, late] = [latencies, lates].map(all => all.sort((a, b) => a - b)) as [number[], number[]]
  return {
    ...{ sent: dues.length, accepted, errors, cpuSeconds: (user + system) / 1e6 },
    ...{ p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95), p99Ms: percentile(sorted, 0.99) },
    ...{ maxMs: sorted.at(-1) ?? Number.NaN, lateP99Ms: percentile(late, 0.99) },
  }
}

interface Due {
  atMs: number
  recorder: number
}

/** Each session at regular times, and no two of them in step. */
function plan(sessions: number, perSecond: number, seconds: number): Due[] {
  const everyMs = (sessions / perSecond) * 1000
  const dues: Due[] = []
  for (let recorder = 0; recorder < sessions; recorder++)
    for (let atMs = Math.random() * everyMs; atMs < seconds * 1000; atMs += everyMs) dues.push({ atMs, recorder })
  return dues.sort((a, b) => a.atMs - b.atMs)
}
