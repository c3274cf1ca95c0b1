// The threads that listen to recordings: each one at a time, the others wait in turn. One that is not needed for a while ends, for its
// decoders keep their memory.
import { Worker } from 'node:worker_threads'
import { AudioUnreadable } from './audio-unreadable.ts'
import type { DetectedVoice } from './find-voice.ts'
import type { VoiceAnswered, VoiceAsked } from './voice-thread/voice-message.ts'

export interface VoiceThreads {
  /** Throws AudioUnreadable, or the signal's reason, and nothing else. */
  detectVoice(audio: Uint8Array, contentType: string, options: { signal: AbortSignal }): Promise<DetectedVoice>
  close(): Promise<void>
}

export interface VoiceThreadsOptions {
  threads: number
  /** For one recording, once a thread has taken it: then the thread goes down with it, and not the worker. */
  timeoutMs: number
  /** How long the last thread waits for the next recording; others a tenth of it. */
  idleMs?: number
}

const IDLE_MS = 10_000

export function createVoiceThreads({ threads, timeoutMs, idleMs = IDLE_MS }: VoiceThreadsOptions): VoiceThreads {
  const idle = new Map<Worker, NodeJS.Timeout>()
  const waiting: (() => void)[] = []
  let taken = 0

  async function withThread<T>(signal: AbortSignal, work: (thread: Worker) => Promise<T>): Promise<T> {
    await myTurn(signal)
    let thread: Worker | undefined
    try {
      thread = takeIdle(idle) ?? (await startThread(signal, ended => idle.delete(ended)))
      const result = await work(thread)
      idle.set(thread, endLater(thread))
      return result
    } catch (error) {
      // It may still be busy with what was given up, or be dead.
      await thread?.terminate()
      throw error
    } finally {
      pass()
    }
  }

  function endLater(thread: Worker): NodeJS.Timeout {
    const end = () => {
      idle.delete(thread)
      void thread.terminate()
    }
    return setTimeout(end, idle.size === 0 ? idleMs : idleMs / 10).unref()
  }

  async function myTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (taken < threads) {
      taken++
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const leave = () => {
      const place = waiting.indexOf(resolve)
      if (place < 0) return // its turn has come: whoever works sees the signal
      waiting.splice(place, 1)
      reject(signal.reason)
    }
    waiting.push(resolve)
    signal.addEventListener('abort', leave, { once: true })
    await promise.finally(() => signal.removeEventListener('abort', leave))
  }

  /** The turn goes to the next in the queue, and nobody slips in between. */
  function pass(): void {
    const next = waiting.shift()
    if (next === undefined) taken--
    else next()
  }

  return {
    async detectVoice(audio, contentType, { signal }) {
      const answered = await withThread(signal, thread => {
        const answer = nextAnswer(thread, timeoutMs, signal)
        // Its own bytes alone: a view would take the whole buffer that it looks into along.
        const copy = new Uint8Array(audio)
        thread.postMessage({ audio: copy, contentType } satisfies VoiceAsked, [copy.buffer])
        return answer
      })
      if ('found' in answered) return answered.found
      if ('unreadable' in answered) throw new AudioUnreadable(answered.unreadable.reason, answered.unreadable.message)
      throw new AudioUnreadable('GAVE_UP', 'the listening thread answered out of turn')
    },
    async close() {
      const all = [...idle]
      idle.clear()
      for (const [, ending] of all) clearTimeout(ending)
      await Promise.all(all.map(([thread]) => thread.terminate()))
    },
  }
}

const START_TIMEOUT_MS = 15_000

/** The one that was busy last, so that those beyond need come to their end. */
function takeIdle(idle: Map<Worker, NodeJS.Timeout>): Worker | undefined {
  const [thread, ending] = [...idle].at(-1) ?? []
  if (thread === undefined) return undefined
  clearTimeout(ending)
  idle.delete(thread)
  return thread
}

/** Loading the code on a busy machine is not the recording's fault: its deadline begins afterwards. */
async function startThread(signal: AbortSignal, onExit: (ended: Worker) => void): Promise<Worker> {
  const thread = new Worker(new URL('./voice-thread/main.ts', import.meta.url), {
    // What the process was started with, an instrumentation perhaps, is not for it.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
  })
  thread.unref()
  // Whoever waits hears of it by a listener of their own; a thread dying after it was given up must not take us along.
  thread.on('error', () => undefined)
  thread.once('exit', () => onExit(thread))
  try {
    await nextAnswer(thread, START_TIMEOUT_MS, signal)
    return thread
  } catch (error) {
    await thread.terminate()
    throw error
  }
}

function nextAnswer(thread: Worker, timeoutMs: number, signal: AbortSignal): Promise<VoiceAnswered> {
  const { promise, resolve, reject } = Promise.withResolvers<VoiceAnswered>()
  const deadline = setTimeout(
    () => reject(new AudioUnreadable('GAVE_UP', `the recording could not be read within ${timeoutMs} ms`)),
    timeoutMs,
  )
  const onEnd = (cause: unknown) =>
    reject(new AudioUnreadable('GAVE_UP', 'the listening thread did not survive the recording', { cause }))
  // The answer comes from our own thread, in the shape that voice-message.ts declares.
  const onMessage = (answered: VoiceAnswered) => resolve(answered)
  const onAbort = () => reject(signal.reason)
  thread.once('message', onMessage)
  thread.once('error', onEnd)
  thread.once('exit', onEnd)
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  return promise.finally(() => {
    clearTimeout(deadline)
    thread.off('message', onMessage)
    thread.off('error', onEnd)
    thread.off('exit', onEnd)
    signal.removeEventListener('abort', onAbort)
  })
}
