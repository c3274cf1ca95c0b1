// Finds the scripted answer for a request by its path, its sequence id, or the hash of what it carries.
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { type KnobState, pathFits, type ScriptedReply, takeTurn } from './knob-state.ts'

interface Carried {
  sequenceId: string | undefined
  sha256: ReadonlySet<string>
}

/** The answer to give instead of the route's; undefined when nothing was scripted for this request. */
export async function scriptedReply(c: Context, state: KnobState): Promise<Response | undefined> {
  const candidates = state.replies.filter(reply => pathFits(reply.match.path, c.req.path))
  if (candidates.length === 0) return undefined
  // Bodies are read only when a script asks for what is in them.
  const looksInside = candidates.some(({ match }) => match.sequence_id !== undefined || match.sha256 !== undefined)
  const carried = looksInside ? await whatItCarries(c) : { sequenceId: undefined, sha256: new Set<string>() }
  const found = takeTurn(state.replies, reply => fits(reply, c.req.path, carried))
  if (found === undefined) return undefined
  return new Response(JSON.stringify(found.reply), {
    status: found.status ?? 200,
    headers: { 'content-type': 'application/json' },
  })
}

function fits(reply: ScriptedReply, path: string, carried: Carried): boolean {
  const { match } = reply
  return (
    pathFits(match.path, path) &&
    (match.sequence_id === undefined || match.sequence_id === carried.sequenceId) &&
    (match.sha256 === undefined || carried.sha256.has(match.sha256))
  )
}

async function whatItCarries(c: Context): Promise<Carried> {
  const bytes = Buffer.from(await c.req.arrayBuffer())
  const sha256 = new Set([hashOf(bytes)])
  const type = c.req.header('content-type') ?? ''
  if (type.startsWith('multipart/form-data')) {
    const form = await c.req.formData()
    for (const value of form.values()) {
      if (typeof value !== 'string') sha256.add(hashOf(Buffer.from(await value.arrayBuffer())))
    }
    return withFields(sha256, Object.fromEntries([...form].filter(([, value]) => typeof value === 'string')))
  }
  return withFields(sha256, type.includes('json') ? jsonObject(bytes) : {})
}

function withFields(sha256: Set<string>, fields: Readonly<Record<string, unknown>>): Carried {
  if (typeof fields.sha256 === 'string') sha256.add(fields.sha256.toLowerCase())
  const id = fields.sequence_id
  return { sequenceId: typeof id === 'string' || typeof id === 'number' ? String(id) : undefined, sha256 }
}

function jsonObject(bytes: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch (error) {
    // Malformed JSON carries nothing to match by; the route itself answers 400.
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
