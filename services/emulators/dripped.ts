// Sends an answer a few bytes at a time, as a starved connection does.
import { pause } from '#services/kernel/pause.ts'

const TICKS_PER_SECOND = 10

/** The same status, headers and body, at most `bytesPerSecond`; ends early when the caller has gone. */
export function dripped(response: Response, bytesPerSecond: number, signal: AbortSignal): Response {
  const chunkBytes = Math.max(1, Math.floor(bytesPerSecond / TICKS_PER_SECOND))
  const waitMs = (chunkBytes / bytesPerSecond) * 1000
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const bytes = new Uint8Array(await response.arrayBuffer())
      for (let at = 0; at < bytes.length && !signal.aborted; at += chunkBytes) {
        controller.enqueue(bytes.subarray(at, at + chunkBytes))
        await pause(waitMs, signal)
      }
      if (!signal.aborted) controller.close()
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}
