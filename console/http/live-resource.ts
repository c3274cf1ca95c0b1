// Pages that follow a resource by its tag, for what changes more often than its trail tells.
import type { Context } from 'hono'
import type { Markup } from '../parts/markup.ts'
import type { ConsoleEnv } from '../person.ts'
import { notFollowed } from './not-followed.ts'
import { noLine, openLine } from './open-line.ts'

/** How long the API is asked to wait for a change; the line is seen to hold at least so often. */
const WAIT_S = 15
/** A person reads no faster. */
const GATHER_MS = 400

export interface LiveResource<T> {
  /** Of the resource below /api/v1; its route knows `wait` and ETag. */
  path: string
  /** What the page shows of it now. */
  draw(resource: T): Promise<Markup>
  /** Nothing changes any more. */
  isOver(resource: T): boolean
}

/** Drawings go to a `liveRegion`. A line that ends without `ended` is taken up again by the browser. */
export async function liveResource<T>(
  c: Context<ConsoleEnv>,
  { path, draw, isOver }: LiveResource<T>,
): Promise<Response> {
  const { api } = c.var
  if (c.req.method === 'HEAD') return noLine(c)
  const first = await api.raw(path)
  if (!first.ok) return notFollowed(c, first.status)
  return openLine(c, async line => {
    let shown = ''
    let response = first
    while (!line.gone.aborted) {
      const tag: string | null = response.headers.get('etag')
      if (response.status !== 304) {
        const resource = (await response.json()) as T
        await line.show(async () => {
          const drawn = String(await draw(resource))
          const same = drawn === shown
          shown = drawn
          return same ? undefined : drawn
        })
        if (isOver(resource)) return line.end()
        await line.pause(GATHER_MS)
      }
      const askedAt = performance.now()
      const headers: Record<string, string> = tag === null ? {} : { 'if-none-match': tag }
      response = await api.raw(`${path}?wait=${WAIT_S}`, { headers, signal: line.gone })
      // Away for a moment, or the sign-in is over: the browser asks again, and is told which.
      if (!response.ok && response.status !== 304) return
      if (response.status !== 304) continue
      // It did not wait: this server is going down, and the browser goes on with another.
      if (performance.now() - askedAt < GATHER_MS) return
      await line.beat()
    }
  })
}
