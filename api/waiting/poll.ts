// `GET …?wait=N` with ETag: at once when the tag differs, else at the next change, else 304; without a tag 200 in the end.
import { type Answer, json } from '../pipeline/answer.ts'
import type { Call } from '../pipeline/call.ts'

export interface Polled<View> {
  subjectId: string
  waitSeconds: number | undefined
  /** As this request found it. */
  now: View
  fresh: () => Promise<View | undefined>
  resource: (view: View) => unknown | Promise<unknown>
}

export async function poll<View extends { tag: string }>(
  { context, ports }: Pick<Call<unknown, unknown, unknown>, 'context' | 'ports'>,
  { subjectId, waitSeconds = 0, now, fresh, resource }: Polled<View>,
): Promise<Answer> {
  const tagged = async (view: View) => json(200, await resource(view), { etag: `"${view.tag}"` })
  const known = context.req.header('if-none-match')
  const matches = known !== undefined && isMatch(known, now.tag)
  const unchanged = () => (matches ? notModified(now.tag) : tagged(now))
  if (waitSeconds === 0 || (known !== undefined && !matches)) return unchanged()
  const options = { timeoutMs: waitSeconds * 1000, signal: context.req.raw.signal }
  const changed = await ports.waiting.until(subjectId, ({ tag }) => tag !== now.tag, options)
  return changed === undefined ? unchanged() : tagged((await fresh()) ?? now)
}

function notModified(tag: string): Answer {
  return { status: 304, headers: { etag: `"${tag}"` }, body: null }
}

/** Weak comparison, as RFC 9110 asks for If-None-Match. */
function isMatch(header: string, tag: string): boolean {
  return header.trim() === '*' || header.split(',').some(part => part.trim().replace(/^W\//, '') === `"${tag}"`)
}
