// What every stream to a browser has alike: it ends with the browser and with the sign-in, and its failures stay in our log.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Logger } from 'pino'
import type { ConsoleEnv } from '../person.ts'
import { ApiRefusal } from './api.ts'

/** What a stream asks and tells while it stands. */
export interface Watch {
  /** Whether the sign-in that opened the page still stands, asked anew. */
  isSignedIn(): Promise<boolean>
  logger: Logger
}

export interface Line {
  /** Aborted once nobody is there any more who may see anything. */
  gone: AbortSignal
  /** Takes the place of what stands there; draws nothing for who has signed out. */
  show(draw: () => Promise<string | undefined>): Promise<void>
  /** Shows that the line holds, and ends it for who has signed out. */
  beat(): Promise<void>
  /** Nothing will change any more: the browser asks no further. */
  end(): Promise<void>
  /** @param ms the pause, cut short where nobody is left to wait */
  pause(ms: number): Promise<void>
}

/** For a HEAD: what the answer would be, without one. */
export const noLine = (c: Context<ConsoleEnv>): Response =>
  c.body(null, 200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })

/** @param follow ends when the line ends; a line that ends without `end` is taken up again by the browser */
export function openLine(c: Context<ConsoleEnv>, follow: (line: Line) => Promise<void>): Response {
  const { watch, person } = c.var
  return streamSSE(c, async stream => {
    const leaving = new AbortController()
    const leave = () => leaving.abort()
    const gone = leaving.signal
    stream.onAbort(leave)
    const over = setTimeout(leave, person.expiresAt.getTime() - Date.now())
    const isThere = async () => {
      if (!gone.aborted && !(await watch.isSignedIn())) leave()
      return !gone.aborted
    }
    try {
      await follow({
        gone,
        async show(draw) {
          if (!(await isThere())) return
          const drawn = await draw()
          if (drawn !== undefined && !gone.aborted) await stream.writeSSE({ data: drawn })
        },
        async beat() {
          if (await isThere()) await stream.write(': still here\n\n')
        },
        async end() {
          if (!gone.aborted) await stream.writeSSE({ event: 'ended', data: '' })
        },
        async pause(ms) {
          if (!gone.aborted) await Promise.race([stream.sleep(ms), aborted(gone)])
        },
      })
    } catch (error) {
      // A refusal stands in the API's own log, and what broke off for nobody's eyes is no failure.
      if (!gone.aborted && !(error instanceof ApiRefusal))
        watch.logger.error({ event: 'console.stream-failed', path: c.req.path, err: error })
    } finally {
      clearTimeout(over)
      leave()
    }
  })
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
