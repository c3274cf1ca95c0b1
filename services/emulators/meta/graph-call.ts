// One call of the emulated Graph API: who calls which node, with parameters from query and body, whatever form they came in.
import type { Context } from 'hono'
import type { z } from 'zod'
import { callerOf } from './caller-of.ts'
import { GraphError, invalidParameter } from './graph-error.ts'
import type { GraphWorld } from './graph-world.ts'

export interface GraphCall {
  c: Context
  world: GraphWorld
  /** The account of the token. */
  account: string
  method: string
  node: string
  params: Readonly<Record<string, unknown>>
}

export type GraphHandler = (call: GraphCall) => Response | Promise<Response>

/** @throws GraphError when it is not authenticated or its body can't be read */
export async function readGraphCall(c: Context, world: GraphWorld): Promise<GraphCall> {
  const { access_token, appsecret_proof, ...params } = { ...c.req.query(), ...(await bodyOf(c)) }
  const account = callerOf(c, { access_token, appsecret_proof })
  return { c, world, account, method: c.req.method, node: c.req.param('node') ?? '', params: unfolded(params) }
}

/** The parameters after their schema. @throws GraphError 100, unknown parameters included */
export function paramsOf<T extends z.ZodType>({ params }: GraphCall, schema: T): z.output<T> {
  const parsed = schema.safeParse(params)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const name = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.')
  throw invalidParameter(`Invalid parameter: ${name ?? ''}: ${issue?.message ?? ''}`)
}

async function bodyOf(c: Context): Promise<Record<string, unknown>> {
  if (c.req.method === 'GET') return {}
  const mediaType = (c.req.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (mediaType !== 'application/json') return c.req.parseBody()
  try {
    const body: unknown = JSON.parse(await c.req.text())
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Not JSON: answered below like any other body that is no object.
  }
  throw new GraphError(400, { message: 'The request body must be a JSON object', code: 100 })
}

/** Forms and queries carry arrays, objects and booleans as JSON text; plain text stays what it is. */
function unfolded(params: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, unfoldedValue(name, value)]))
}

/** Words of people, which are never looked into. */
const TEXTS = new Set(['message', 'caption', 'alt_text', 'alt_text_custom', 'name', 'q'])

function unfoldedValue(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || TEXTS.has(name)) return value
  if (value === 'true' || value === 'false') return value === 'true'
  if (!/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value // only looks like JSON: its schema decides
  }
}
