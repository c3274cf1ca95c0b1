// A WAV file as a meeting: its chunks in order, over lost connections and restarts, from where it broke off.
import { setTimeout as pause } from 'node:timers/promises'
import { MandateError } from '../client/mandate-error.ts'
import type { Mandate } from '../create-mandate.ts'
import type { WavPiece } from '../recording/wav-layout.ts'
import { UsageError } from './exit-code.ts'
import type { OpenWav } from './open-wav.ts'

export interface RecordWavOptions {
  /** As fast as it was spoken. */
  realtime: boolean
  speaker?: string | undefined
  topic?: string | undefined
  signal: AbortSignal
  onChunk(done: { sequenceId: number; chunks: number }): void
}

/** How often a chunk is sent anew over a server that goes down or is away; what was received is never asked for twice. */
const TRIES = 10

/**
 * What is there already is sent once more, first of all: the API knows it by number and hash, so that no other recording is taken for it.
 * @returns the number of the last chunk
 * @throws UsageError when the session holds other chunks than these
 */
export async function recordWav(
  mandate: Mandate,
  id: string,
  wav: OpenWav,
  options: RecordWavOptions,
): Promise<number> {
  const { realtime, speaker, topic, signal, onChunk } = options
  const { pieces } = wav
  // A new epoch: a recording of the same session that still runs elsewhere is told to stop.
  const { epoch, received } = await mandate.sessions.resume(id, { signal })
  const last = pieces.at(-1)?.sequenceId ?? 0
  if (received.some(([, to]) => (to ?? 0) > last)) throw otherChunks()
  const isThere = ({ sequenceId }: WavPiece) =>
    received.some(([from, to]) => sequenceId >= (from ?? 0) && sequenceId <= (to ?? 0))
  const [there, missing] = [pieces.filter(isThere), pieces.filter(piece => !isThere(piece))]
  const beganMs = await beginning(mandate, id, there[0], signal)
  for (const piece of there) await send(piece)
  const context = { ...(speaker && { current_speaker_id: speaker }), ...(topic && { topic }) }
  if (Object.keys(context).length > 0)
    await mandate.sessions.context(id, { ...context, effective_from: new Date(beganMs).toISOString() }, { signal })
  const startedMs = Date.now() - (missing[0]?.offsetMs ?? 0)
  for (const piece of missing) {
    const spokenMs = startedMs + piece.offsetMs + piece.durationMs
    if (realtime) await pause(Math.max(0, spokenMs - Date.now()), undefined, { signal })
    await send(piece)
  }
  return last

  async function send(piece: WavPiece) {
    const { sequenceId, durationMs } = piece
    const startedAt = new Date(beganMs + piece.offsetMs)
    const bytes = await wav.read(piece)
    const chunk = { sequenceId, startedAt, durationMs, bytes, epoch, contentType: 'audio/wav' as const }
    await patiently(() => mandate.sessions.append(id, chunk, { signal }), signal)
    onChunk({ sequenceId, chunks: pieces.length })
  }
}

const otherChunks = (cause?: unknown) =>
  new UsageError('this session was recorded from other chunks: same file, same --chunk-seconds?', { cause })

/** One that goes on keeps the clock that its first chunk had: times in the document are those of the meeting. */
async function beginning(
  mandate: Mandate,
  id: string,
  known: WavPiece | undefined,
  signal: AbortSignal,
): Promise<number> {
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
      if (error instanceof MandateError && error.code === 'CHUNK_CONFLICT') throw otherChunks(error)
      const passes =
        error instanceof MandateError && (error.status === 0 || error.status >= 500 || error.status === 429)
      if (!passes || attempt === TRIES) throw error
      await pause(error.retryAfterMs ?? Math.min(10_000, 500 * 2 ** attempt), undefined, { signal })
    }
}
