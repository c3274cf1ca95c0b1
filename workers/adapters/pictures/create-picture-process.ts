// Decodes pictures in a process of their own, one after another: decoders are native code, and take what a picture makes them take.
import { type ChildProcess, fork } from 'node:child_process'
import type { NormalisedPicture } from './normalise-picture.ts'
import type { PictureAnswered, PictureAsked } from './picture-process/picture-message.ts'
import { PictureProcessFailed } from './picture-process-failed.ts'
import { PictureRefused } from './picture-refused.ts'

export interface PictureProcess {
  /** Paths in and out. @throws PictureRefused, PictureProcessFailed, the signal's reason */
  normalise(asked: PictureAsked, signal: AbortSignal): Promise<NormalisedPicture>
  close(): void
}

/** Between two pictures it is kept so long: starting it costs more than most pictures do. */
const IDLE_MS = 5000
/** What it has grown beyond this it would not give back. */
const KEEP_BELOW_BYTES = 200 * 1024 * 1024

/**
 * @param timeoutMs for one picture, the start of the process included
 * @param start a process that answers one message for each, and tells of its end
 */
export function createPictureProcess({
  timeoutMs,
  start = startDecoder,
}: {
  timeoutMs: number
  start?: (onEnd: () => void) => ChildProcess
}): PictureProcess {
  let last: Promise<unknown> = Promise.resolve()
  let kept: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined

  const end = (child: ChildProcess | undefined) => {
    child?.kill('SIGKILL')
    if (kept === child) kept = undefined
  }
  const take = (): ChildProcess => {
    clearTimeout(idle)
    if (kept !== undefined) return kept
    const child = start(() => {
      // One that was killed ends late: another may be kept by then.
      if (kept === child) kept = undefined
    })
    kept = child
    return child
  }
  const inTurn = async (asked: PictureAsked, signal: AbortSignal): Promise<NormalisedPicture> => {
    signal.throwIfAborted()
    const child = take()
    try {
      const answered = await answerOf(child, asked, { timeoutMs, signal })
      if ('refused' in answered) throw new PictureRefused(answered.refused.code, answered.refused.detail)
      if ('failed' in answered) throw new PictureProcessFailed(answered.failed)
      if (answered.rssBytes > KEEP_BELOW_BYTES) end(child)
      return answered.normalised
    } catch (error) {
      // Whatever was wrong with that picture, the next one does not meet it.
      end(child)
      throw error
    } finally {
      idle = setTimeout(() => end(kept), IDLE_MS).unref()
    }
  }
  return {
    normalise(asked, signal) {
      const mine = last.then(() => inTurn(asked, signal))
      last = mine.catch(() => undefined)
      return mine
    },
    close() {
      clearTimeout(idle)
      end(kept)
    },
  }
}

function startDecoder(onEnd: () => void): ChildProcess {
  const child = fork(new URL('./picture-process/main.ts', import.meta.url), {
    // Neither our settings, secrets among them, nor an instrumentation are for it.
    ...{ env: {}, execArgv: ['--max-old-space-size=128'], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] },
  })
  child.once('exit', onEnd)
  // Whoever waits hears of it by a listener of their own.
  child.on('error', () => undefined)
  // It keeps nobody alive who has nothing else to do.
  child.unref()
  child.channel?.unref()
  return child
}

function answerOf(
  child: ChildProcess,
  asked: PictureAsked,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<PictureAnswered> {
  const { promise, resolve, reject } = Promise.withResolvers<PictureAnswered>()
  const fail = (detail: string, cause?: unknown) => reject(new PictureProcessFailed(detail, { cause }))
  const deadline = setTimeout(() => fail(`the picture took longer than ${timeoutMs} ms`), timeoutMs)
  const onAbort = () => reject(signal.reason)
  const onError = (cause: unknown) => fail('the picture’s process can’t be reached', cause)
  const onExit = (code: number | null, by: NodeJS.Signals | null) =>
    fail(`the picture’s process ended without an answer (${by ?? code})`)
  // The answer comes from our own process, in the shape that picture-message.ts declares.
  const onMessage = (answered: unknown) => resolve(answered as PictureAnswered)
  signal.addEventListener('abort', onAbort, { once: true })
  child.once('error', onError).once('exit', onExit).once('message', onMessage)
  child.send(asked)
  return promise.finally(() => {
    clearTimeout(deadline)
    signal.removeEventListener('abort', onAbort)
    child.off('error', onError).off('exit', onExit).off('message', onMessage)
  })
}
