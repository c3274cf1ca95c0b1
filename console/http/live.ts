// Pages that change by themselves: a stream of server-sent events, each of which is a part of the page drawn anew.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Markup } from '../parts/markup.ts'
import type { ConsoleEnv } from '../person.ts'
import { type Api, ApiRefusal } from './api.ts'

/** Many events at once are one drawing; a person reads no faster. */
const GATHER_MS = 150

/**
 * @param events path of the subject's events below /api/v1
 * @param draw what the page shows now: elements with ids of their own, which replace those that stand there (`liveRegion`)
 */
export function live(c: Context<ConsoleEnv>, events: string, draw: (api: Api) => Promise<Markup>): Response {
  const { api } = c.var
  return streamSSE(c, async stream => {
    const ended = new AbortController()
    stream.onAbort(() => ended.abort())
    const source = await api.raw(events, { headers: { accept: 'text/event-stream' }, signal: ended.signal })
    const show = async () => {
      if (!stream.aborted) await stream.writeSSE({ data: String(await draw(api)) })
    }
    const follow = async (body: ReadableStream<Uint8Array>) => {
      const onComment = () => stream.writeln(': still here')
      await eachBurst(body, { gatherMs: GATHER_MS, onBurst: show, onComment, stop: () => ended.abort() })
      await show()
    }
    try {
      await show()
      if (source.ok && source.body !== null) await follow(source.body)
      await stream.writeSSE({ event: 'ended', data: '' })
    } catch (error) {
      // The API has said so in its log. Without `ended` the browser asks again, later and later.
      if (!(error instanceof ApiRefusal)) throw error
    } finally {
      ended.abort()
    }
  })
}

interface Bursts {
  gatherMs: number
  onBurst: () => Promise<void>
  onComment: () => Promise<unknown>
  /** Ends the body. */
  stop: () => void
}

/**
 * Calls `onBurst` once for all that comes within `gatherMs`; what is a comment alone only shows that the line holds.
 * @throws what `onBurst` threw: nothing waits for a drawing while the next event is awaited, so it must end the body
 */
async function eachBurst(
  body: ReadableStream<Uint8Array>,
  { gatherMs, onBurst, onComment, stop }: Bursts,
): Promise<void> {
  const text = new TextDecoder()
  let drawing: Promise<void> | undefined
  let again = false
  let failure: { error: unknown } | undefined
  const fail = (error: unknown) => {
    failure = { error }
    stop()
  }
  const draw = () => {
    again = drawing !== undefined
    drawing ??= new Promise<void>(resolve => setTimeout(resolve, gatherMs))
      .then(onBurst)
      .catch(fail)
      .finally(() => {
        drawing = undefined
        if (again && failure === undefined) draw()
      })
  }
  try {
    for await (const chunk of body) {
      if (failure !== undefined) break
      if (/^(?:data|event):/m.test(text.decode(chunk, { stream: true }))) draw()
      else await onComment()
    }
  } catch (error) {
    if (failure === undefined) throw error // else it was stopped for that
  }
  await drawing
  if (failure !== undefined) throw failure.error
}
