// Pages that change by themselves: a stream of server-sent events, each of which is a part of the page drawn anew.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Markup } from '../parts/markup.ts'
import type { ConsoleEnv } from '../person.ts'
import type { Api } from './api.ts'

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
    await show()
    if (!source.ok || source.body === null) return void (await stream.writeSSE({ event: 'ended', data: '' }))
    await eachBurst(source.body, GATHER_MS, show, () => stream.writeln(': still here'))
    await show()
    await stream.writeSSE({ event: 'ended', data: '' })
  })
}

/** Calls `onBurst` once for all that comes within `gatherMs`; what is a comment alone only shows that the line holds. */
async function eachBurst(
  body: ReadableStream<Uint8Array>,
  gatherMs: number,
  onBurst: () => Promise<void>,
  onComment: () => Promise<unknown>,
): Promise<void> {
  const text = new TextDecoder()
  let drawing: Promise<void> | undefined
  let again = false
  const draw = () => {
    again = drawing !== undefined
    drawing ??= new Promise<void>(resolve => setTimeout(resolve, gatherMs)).then(onBurst).finally(() => {
      drawing = undefined
      if (again) draw()
    })
  }
  for await (const chunk of body) {
    if (/^(?:data|event):/m.test(text.decode(chunk, { stream: true }))) draw()
    else await onComment()
  }
  await drawing
}
