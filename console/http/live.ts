// Pages that change by themselves: a stream of server-sent events, each of which is a part of the page drawn anew.
import type { Context } from 'hono'
import type { Markup } from '../parts/markup.ts'
import type { ConsoleEnv } from '../person.ts'
import type { Api } from './api.ts'
import { notFollowed } from './not-followed.ts'
import { noLine, openLine } from './open-line.ts'

/** Many events at once are one drawing; a person reads no faster. */
const GATHER_MS = 150

/**
 * The browser is told `ended` when the subject is final, and asks again after any other end: a server that goes down, a refusal, a sign-out.
 *
 * @param events path of the subject's events below /api/v1; `why` lies beside them
 * @param draw what the page shows now: elements with ids of their own, which replace those that stand there (`liveRegion`)
 */
export async function live(
  c: Context<ConsoleEnv>,
  events: string,
  draw: (api: Api) => Promise<Markup>,
): Promise<Response> {
  const { api } = c.var
  if (c.req.method === 'HEAD') return noLine(c)
  const source = await api.raw(events, { headers: { accept: 'text/event-stream' } })
  if (!source.ok || source.body === null) return notFollowed(c, source.status)
  // The API hears of a reader that goes away by the end of its reading alone.
  const reader = source.body.getReader()
  return openLine(c, async line => {
    const leave = async () => {
      // What broke off by itself is left already, and told so to whoever reads.
      await reader.cancel().catch(() => undefined)
    }
    if (line.gone.aborted) return leave()
    line.gone.addEventListener('abort', leave)
    const show = () => line.show(async () => String(await draw(api)))
    try {
      await show()
      await eachBurst(reader, { gatherMs: GATHER_MS, onBurst: show, onComment: line.beat, stop: leave })
      await show()
      if (await isFinal(api, events)) await line.end()
    } finally {
      await leave()
    }
  })
}

/** The API's stream ends as well when its process goes down. */
async function isFinal(api: Api, events: string): Promise<boolean> {
  const why = await api.look<{ reason: string }>(events.replace(/events$/, 'why'))
  return why.ok && why.body.reason === 'FINAL'
}

interface Bursts {
  gatherMs: number
  onBurst: () => Promise<void>
  onComment: () => Promise<unknown>
  /** Ends the reading. */
  stop: () => Promise<void>
}

/**
 * Calls `onBurst` once for all that comes within `gatherMs`; what is a comment alone only shows that the line holds.
 * @throws what `onBurst` threw: nothing waits for a drawing while the next event is awaited, so it must end the reading
 */
async function eachBurst(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { gatherMs, onBurst, onComment, stop }: Bursts,
): Promise<void> {
  const text = new TextDecoder()
  let drawing: Promise<void> | undefined
  let again = false
  let failure: { error: unknown } | undefined
  const fail = (error: unknown) => {
    failure = { error }
    return stop()
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
  for (;;) {
    const { done, value } = await reader.read()
    if (done || failure !== undefined) break
    if (/^(?:data|event):/m.test(text.decode(value, { stream: true }))) draw()
    else await onComment()
  }
  await drawing
  if (failure !== undefined) throw failure.error
}
