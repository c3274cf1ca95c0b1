// SSE `/events`: the trail of one subject, replayed from Last-Event-ID, followed until the subject is final.
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Call } from '../pipeline/call.ts'
import { auditEntryResource } from '../resources/audit-entry-resource.ts'

const HEARTBEAT_MS = 15_000
const PAGE = 500

type StreamCall = Pick<Call<unknown, unknown, unknown>, 'context' | 'ports' | 'caller'>

export function eventStream(call: StreamCall, subjectId: string): Response {
  const { context } = call
  // Hono answers HEAD by the route of GET and reads nothing of the body: a stream would wait for its reader for ever.
  if (context.req.method === 'HEAD') return new Response(null, { headers: { 'content-type': 'text/event-stream' } })
  context.header('X-Accel-Buffering', 'no')
  context.header('Cache-Control', 'no-store')
  return streamSSE(context, stream => follow(stream, call, subjectId))
}

async function follow(
  stream: SSEStreamingApi,
  { context, ports, caller }: StreamCall,
  subjectId: string,
): Promise<void> {
  const gone = new AbortController()
  stream.onAbort(() => gone.abort())
  const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS)
  try {
    await stream.write('retry: 2000\n\n')
    let last = lastEventId(context.req.header('last-event-id'))
    let final = false
    while (!gone.signal.aborted) {
      const entries = await ports.audit.entries(caller.reader, subjectId, last, PAGE)
      for (const entry of entries ?? []) {
        await stream.writeSSE({
          id: String(entry.seq),
          event: entry.action,
          data: JSON.stringify(auditEntryResource(entry)),
        })
        last = entry.seq
      }
      if (entries?.length === PAGE) continue
      if (final || entries === undefined) return
      const standing = await ports.waiting.until(subjectId, ({ seq, final }) => seq > last || final, {
        timeoutMs: HEARTBEAT_MS * 4,
        signal: gone.signal,
      })
      if (standing === undefined && ports.health.draining()) return
      // Final and its last entry were committed together: one more look brings everything.
      final = standing?.final ?? false
    }
  } finally {
    clearInterval(heartbeat)
  }
}

function lastEventId(header: string | undefined): number {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) : 0
}
