// A WAV file as a meeting: its chunks in order, over lost connections and restarts, from where it broke off.
import { setTimeout as pause } from 'node:timers/promises'
import { MandateError } from '../client/mandate-error.ts'
import type { Mandate } from '../create-mandate.ts'
import { wavChunks } from '../recording/wav-chunks.ts'

export interface RecordWavOptions {
  chunkMs: number
  /** As fast as it was spoken. */
  realtime: boolean
  speaker?: string | undefined
  topic?: string | undefined
  signal: AbortSignal
  onChunk(done: { sequenceId: number; chunks: number }): void
}

/** How often a chunk is sent anew over a server that goes down or is away; what was received is never asked for twice. */
const TRIES = 10

/** @returns the number of the last chunk */
export async function recordWav(
  mandate: Mandate,
  id: string,
  wav: Uint8Array,
  options: RecordWavOptions,
): Promise<number> {
  const { chunkMs, realtime, speaker, topic, signal, onChunk } = options
  const chunks = [...wavChunks(wav, { chunkMs })]
  // A new epoch: a recording of the same session that still runs elsewhere is told to stop.
  const { epoch, received } = await mandate.sessions.resume(id, { signal })
  const isThere = (sequenceId: number) =>
    received.some(([from, to]) => sequenceId >= (from ?? 0) && sequenceId <= (to ?? 0))
  const beganMs = await beginning(mandate, id, chunks, isThere, signal)
  const context = { ...(speaker && { current_speaker_id: speaker }), ...(topic && { topic }) }
  if (Object.keys(context).length > 0)
    await mandate.sessions.context(id, { ...context, effective_from: new Date(beganMs).toISOString() }, { signal })
  const startedMs = Date.now()
  for (const { sequenceId, offsetMs, durationMs, bytes } of chunks) {
    if (realtime) await pause(Math.max(0, startedMs + offsetMs + durationMs - Date.now()), undefined, { signal })
    if (!isThere(sequenceId)) {
      const startedAt = new Date(beganMs + offsetMs)
      const chunk = { sequenceId, startedAt, durationMs, bytes, epoch, contentType: 'audio/wav' as const }
      await patiently(() => mandate.sessions.append(id, chunk, { signal }), signal)
    }
    onChunk({ sequenceId, chunks: chunks.length })
  }
  return chunks.at(-1)?.sequenceId ?? 0
}

/** One that goes on keeps the clock that its first chunk had: times in the document are those of the meeting. */
async function beginning(
  mandate: Mandate,
  id: string,
  chunks: readonly { sequenceId: number; offsetMs: number }[],
  isThere: (sequenceId: number) => boolean,
  signal: AbortSignal,
): Promise<number> {
  const known = chunks.find(({ sequenceId }) => isThere(sequenceId))
  if (known === undefined) return Date.now()
  for await (const block of mandate.sessions.blocks(id, {}, { signal }))
    if (block.sequence_id === known.sequenceId) return Date.parse(block.started_at) - known.offsetMs
  return Date.now()
}

async function patiently(send: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++)
    try {
      await send()
      return
    } catch (error) {
      const passes =
        error instanceof MandateError && (error.status === 0 || error.status >= 500 || error.status === 429)
      if (!passes || attempt === TRIES) throw error
      await pause(error.retryAfterMs ?? Math.min(10_000, 500 * 2 ** attempt), undefined, { signal })
    }
}
