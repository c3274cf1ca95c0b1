// How radar asks scout.
import { CollectReply, type CollectRequest } from '#contracts/upstream/scout.ts'
import { ServiceProblem } from '#services/kernel/service-problem.ts'

export interface ScoutClient {
  /** Throws a ServiceProblem 503, so that whoever asks radar tries again, also when every source of scout has failed. */
  collect(request: CollectRequest, trace: Readonly<Record<string, string>>): Promise<CollectReply>
}

/** `trace` are the headers that tie the call to its trace. */
export function createScoutClient({ baseUrl, timeoutMs }: { baseUrl: string; timeoutMs: number }): ScoutClient {
  const url = `${baseUrl.replace(/\/$/, '')}/collect`
  return {
    async collect(request, trace) {
      const { response, text } = await post(url, request, trace, timeoutMs)
      if (!response.ok) throw unavailable(`scout answered ${response.status}`, response.headers.get('retry-after'))
      const reply = parseReply(text)
      const failed = reply.sources.filter(({ ok }) => !ok)
      // Nothing and nobody to have it from is a failure, not a quiet day.
      if (reply.signals.length === 0 && failed.length > 0 && failed.length === reply.sources.length) {
        throw unavailable(
          `all ${failed.length} sources of scout failed, the first with ${failed[0]?.error ?? 'no reason'}`,
        )
      }
      return reply
    },
  }
}

async function post(url: string, body: CollectRequest, trace: Readonly<Record<string, string>>, timeoutMs: number) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...trace, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    return { response, text: await response.text() }
  } catch (cause) {
    const late = cause instanceof Error && cause.name === 'TimeoutError'
    throw unavailable(late ? `scout did not answer within ${timeoutMs} ms` : 'scout cannot be reached', null, cause)
  }
}

function parseReply(text: string): CollectReply {
  const parsed = CollectReply.safeParse(jsonOf(text))
  if (!parsed.success) throw unavailable('scout answered in another shape than agreed', null, parsed.error)
  return parsed.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw unavailable('scout answered something that is no JSON', null, cause)
  }
}

function unavailable(detail: string, retryAfter: string | null = null, cause?: unknown): ServiceProblem {
  const headers = { 'retry-after': retryAfter ?? '2' }
  return new ServiceProblem(503, 'SCOUT_UNAVAILABLE', detail, { headers, cause })
}
