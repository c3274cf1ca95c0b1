// Pages that follow a resource by its tag, for what changes more often than its trail tells.
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Markup } from '../parts/markup.ts'
import type { ConsoleEnv } from '../person.ts'

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
export function liveResource<T>(c: Context<ConsoleEnv>, { path, draw, isOver }: LiveResource<T>): Response {
  const { api } = c.var
  return streamSSE(c, async stream => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort())
    let tag: string | null = null
    let shown = ''
    while (!stream.aborted) {
      const headers: Record<string, string> = tag === null ? {} : { 'if-none-match': tag }
      const wait = tag === null ? '' : `?wait=${WAIT_S}`
      const askedAt = performance.now()
      const response = await api.raw(path + wait, { headers, signal: gone.signal })
      if (response.status === 304) {
        // It did not wait: this server is going down, and the browser goes on with another.
        if (performance.now() - askedAt < GATHER_MS) return
        await stream.write(': still here\n\n')
        continue
      }
      // Away for a moment, or the sign-in is over: the browser asks again, and is told which.
      if (!response.ok) return
      tag = response.headers.get('etag')
      const resource = (await response.json()) as T
      const drawn = String(await draw(resource))
      if (drawn !== shown && !stream.aborted) await stream.writeSSE({ data: drawn })
      shown = drawn
      if (isOver(resource)) return void (await stream.writeSSE({ event: 'ended', data: '' }))
      await stream.sleep(GATHER_MS)
    }
  })
}
