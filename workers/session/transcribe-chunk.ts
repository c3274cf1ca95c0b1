// The transcribe step: core is asked what was said; where it can't say, the audio stands for itself and is tried again later.
import type { z } from 'zod'
import { TranscribeReply } from '#contracts/upstream/core.ts'
import type { LoadedChunkStep } from '#db/session/chunk-load-steps.ts'
import type { PendingReason } from '#domain/session/block.ts'
import { contextAt } from '#domain/session/context.ts'
import type { Gate } from '../adapters/upstream/create-gate.ts'
import type { Upstream } from '../adapters/upstream/create-upstream.ts'
import { BreakerOpen, UpstreamError } from '../adapters/upstream/upstream-error.ts'
import { blockOfReply } from './block-of-reply.ts'
import type { ChunkOutcome } from './chunk-outcome.ts'

export interface TranscribeChunkPorts {
  core: Upstream
  gate: Gate
  readAudio(objectKey: string, signal: AbortSignal): Promise<Uint8Array>
  /** Calls in a row before the audio is left to stand for itself. */
  attempts: number
  /** Milliseconds before it is tried again; doubled up to an hour. */
  againMs: number
}

const AGAIN_AT_MOST_MS = 3600_000

export function transcribeChunk(ports: TranscribeChunkPorts) {
  return async (loaded: LoadedChunkStep, signal: AbortSignal): Promise<ChunkOutcome> => {
    if (loaded.quotaExhausted) return pending(ports, loaded, 'QUOTA_EXHAUSTED')
    const audio = await ports.readAudio(loaded.objectKey, signal)
    for (let attempt = 1; ; attempt++) {
      try {
        const reply = await askInTurn(ports, loaded, audio, signal)
        const heardSeconds = Math.round((loaded.durationMs ?? 0) / 1000)
        return { kind: 'block', body: blockOfReply(reply, loaded.pinned), heardSeconds }
      } catch (error) {
        if (signal.aborted) throw error
        const failure = failureOf(error)
        if (attempt < ports.attempts && failure.again) continue
        return pending(ports, loaded, failure.reason)
      }
    }
  }
}

/** Sessions in turn, and no more calls at once than core can take. */
async function askInTurn(
  { core, gate }: TranscribeChunkPorts,
  loaded: LoadedChunkStep,
  audio: Uint8Array,
  signal: AbortSignal,
) {
  const leave = await gate.enter(loaded.sessionId, signal)
  try {
    return await ask(core, loaded, audio, signal)
  } finally {
    leave()
  }
}

function ask(
  core: Upstream,
  { step, sessionId, sequenceId, contentType, startedAt, clientTimezone, pinned, contexts }: LoadedChunkStep,
  audio: Uint8Array,
  signal: AbortSignal,
): Promise<z.output<typeof TranscribeReply>> {
  const { currentSpeakerId, topic } = contextAt(contexts, startedAt.getTime())
  const fields = {
    session_id: sessionId,
    sequence_id: String(sequenceId),
    ...(currentSpeakerId === null ? {} : { speaker_id: currentSpeakerId }),
    ...(topic === null ? {} : { topic }),
    client_timezone: clientTimezone,
    adapter_id: pinned.adapterId,
    model_version: pinned.modelVersion,
    locale: pinned.locale,
  }
  const file = { name: 'audio', fileName: String(sequenceId), type: contentType, bytes: audio }
  return core.call({
    path: '/transcribe',
    form: { file, fields },
    reply: TranscribeReply,
    idempotencyKey: `${step.subjectId}:${step.run}`,
    trace: step.trace,
    signal,
  })
}

function failureOf(error: unknown): { reason: PendingReason; again: boolean } {
  if (error instanceof BreakerOpen) return { reason: 'CIRCUIT_OPEN', again: false }
  if (!(error instanceof UpstreamError)) throw error
  switch (error.reason) {
    case 'UPSTREAM_TIMEOUT':
      return { reason: 'CORE_TIMEOUT', again: true }
    case 'UPSTREAM_ERROR':
      return { reason: 'CORE_ERROR', again: error.retryable }
    case 'UPSTREAM_INVALID_RESPONSE':
      return { reason: 'CORE_INVALID_RESPONSE', again: false }
    default:
      return error.reason satisfies never
  }
}

function pending({ againMs }: TranscribeChunkPorts, { step }: LoadedChunkStep, reason: PendingReason): ChunkOutcome {
  // Not by its runs: those grow with each wait for a place, too.
  const delayMs = Math.min(AGAIN_AT_MOST_MS, againMs * 2 ** Math.min(20, step.attempt - 1))
  return { kind: 'block', body: { type: 'AUDIO_PENDING', reason }, again: { delayMs, hold: holdOf(reason) } }
}

/** In the words of `why`. */
function holdOf(reason: PendingReason) {
  if (reason === 'QUOTA_EXHAUSTED') return 'BUDGET'
  return reason === 'CIRCUIT_OPEN' ? 'BREAKER_OPEN' : 'UPSTREAM_RETRY'
}
