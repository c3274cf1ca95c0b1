// What a meeting of hours costs when it is finalized: time, and the most memory that any process takes for it.
import { setTimeout as pause } from 'node:timers/promises'
import type { SessionResource } from '#contracts/session.ts'
import { machine } from './report/machine.ts'
import { printTable } from './report/table.ts'
import { openWorld } from './servers/open-world.ts'
import { forgetPeak, peakMb } from './servers/peak-memory.ts'
import { pidsOf } from './servers/pids-of.ts'
import { type Chunk, makeChunks } from './session-load/make-chunks.ts'
import { startSessions, tenantWithConfig } from './session-load/start-sessions.ts'
import { startTalkativeCore } from './session-load/start-talkative-core.ts'

export interface LongSessionOptions {
  hours?: number
  /** Of what is assembled. */
  megabytes?: number
  /** Chunks a second while it is recorded; as fast as it goes unless told. */
  pace?: number
}

const CHUNK_MS = 3000
const CHUNKS = 96
const AT_ONCE = 8

export async function measureLongSession({ hours = 3, megabytes = 30, pace }: LongSessionOptions): Promise<void> {
  const count = Math.round((hours * 3_600_000) / CHUNK_MS)
  const core = await startTalkativeCore(Math.round((megabytes * 1e6) / count))
  const world = await openWorld(['core'], {
    LOG_LEVEL: 'info',
    SERVICE_CORE_URL: core.url,
  })
  try {
    const url = world.endpoints().api?.url ?? ''
    const authorization = await tenantWithConfig(world, url)
    const [id = ''] = await startSessions(url, authorization, 1)
    const call = async (method: string, what: string): Promise<SessionResource> => {
      const response = await fetch(`${url}/api/v1/session/${id}${what}`, { method, headers: { authorization } })
      return (await response.json()) as SessionResource // the product's own answer
    }
    console.log(`${machine()}; a session of ${hours} h in ${count} chunks, ${megabytes} MB of text`)
    await record({
      url: `${url}/api/v1/session/${id}/append`,
      authorization,
      count,
      pace,
      chunks: await makeChunks(CHUNKS),
    })
    while ((await call('GET', '')).pending > 0) await pause(1000)
    const pids = pidsOf(world, ['builder', 'guard'])
    const before = Object.entries(pids).map(([name, pid]) => [name, peakMb(pid)] as const)
    for (const pid of Object.values(pids)) forgetPeak(pid)
    const startMs = performance.now()
    await call('POST', '/finalize')
    let session = await call('GET', '')
    for (; !session.status.endsWith('ED'); session = await call('GET', '')) await pause(500)
    const seconds = (performance.now() - startMs) / 1000
    console.log(`${session.status} after ${seconds.toFixed(0)} s, ${session.custody?.length ?? 0} objects in custody`)
    printTable(
      ['most memory, MB', 'recording', 'finalizing'],
      before.map(([name, mb]) => [name, mb.toFixed(0), peakMb(pids[name] ?? 0).toFixed(0)]),
    )
  } finally {
    await world.stop()
    await core.close()
  }
}

interface Recording {
  url: string
  authorization: string
  count: number
  pace: number | undefined
  chunks: readonly Chunk[]
}

async function record({ url, authorization, count, pace, chunks }: Recording): Promise<void> {
  const startedAt = Date.now() - count * CHUNK_MS
  let sequence = 0
  const beginMs = performance.now()
  const sendNext = async () => {
    while (sequence < count) {
      const number = ++sequence
      if (pace !== undefined) await pause(Math.max(0, beginMs + (number * 1000) / pace - performance.now()))
      const chunk = chunks[number % chunks.length] as Chunk
      const headers = {
        ...{ authorization, 'content-type': 'audio/wav', 'x-sequence-id': String(number) },
        'x-chunk-sha256': chunk.sha256,
        'x-started-at': new Date(startedAt + number * CHUNK_MS).toISOString(),
        'x-duration-ms': String(CHUNK_MS),
      }
      const body = new Uint8Array(chunk.bytes)
      const { status } = await fetch(url, { method: 'POST', headers, body })
      if (status !== 202) throw new Error(`chunk ${number} was answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendNext))
}
