// Holds an accepted answer until its subject is settled, for who prefers to wait.
import { type Answer, json } from '../pipeline/answer.ts'
import type { Call } from '../pipeline/call.ts'

type WaitingCall = Pick<Call<unknown, unknown, unknown>, 'context' | 'ports' | 'waitSeconds'>

/**
 * @param accepted the answer without waiting
 * @param fresh the resource as it stands, with its tag
 * @returns 200 with the resource once settled, else the accepted answer with the resource as it stands after the wait
 */
export async function settle(
  call: WaitingCall,
  subjectId: string,
  accepted: Answer,
  fresh: () => Promise<{ resource: unknown; tag: string } | undefined>,
): Promise<Answer> {
  const { waitSeconds, ports, context } = call
  if (waitSeconds === undefined) return accepted
  const applied = { 'preference-applied': `wait=${waitSeconds}` }
  const options = { timeoutMs: waitSeconds * 1000, signal: context.req.raw.signal }
  const standing = await ports.waiting.until(subjectId, ({ settled }) => settled, options)
  const now = ports.health.draining() ? undefined : await fresh()
  if (now === undefined) return { ...accepted, headers: { ...accepted.headers, ...applied } }
  const { 'retry-after': retryAfter, ...headers } = accepted.headers
  const hint = standing === undefined && retryAfter !== undefined ? { 'retry-after': retryAfter } : {}
  return json(standing === undefined ? accepted.status : 200, now.resource, {
    ...headers,
    ...hint,
    ...applied,
    etag: `"${now.tag}"`,
  })
}
