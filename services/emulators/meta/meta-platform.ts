// The emulated Graph API of Meta: pages, Instagram and ads under one address, `/meta/v26.0/…`.
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { parseBody } from '#services/kernel/parse-body.ts'
import type { EmulatedPlatform } from '../emulated-platform.ts'
import { searchInterests } from './ads/search-interests.ts'
import { EDGES, nodeKindOf } from './edges.ts'
import { type GraphCall, type GraphHandler, readGraphCall } from './graph-call.ts'
import { GraphError, graphErrorResponse, noSuchObject } from './graph-error.ts'
import type { GraphWorld } from './graph-world.ts'

export const metaPlatform: EmulatedPlatform = {
  path: 'meta',
  // An app's 200 calls an hour for each of 100 users; a page's 4800 a day for each engaged person.
  limits: { app: { count: 20_000, seconds: 3600 }, account: { count: 4800, seconds: 86_400 } },
  routes(app, world) {
    const graph: GraphWorld = { ...world, staged: new Map(), processing: { ms: 300 } }
    mountProcessingKnob(app, graph)
    app.get('/:version{v[0-9]+\\.[0-9]+}/search', c => answer(c, graph, searchInterests))
    app.all('/:version{v[0-9]+\\.[0-9]+}/:node', c => answer(c, graph, callNode))
    app.all('/:version{v[0-9]+\\.[0-9]+}/:node/:edge', c => answer(c, graph, callNode))
  },
}

/** Versions that Meta still answers. */
const VERSIONS = ['v23.0', 'v24.0', 'v25.0', 'v26.0']

async function answer(c: Context, world: GraphWorld, handler: GraphHandler): Promise<Response> {
  try {
    const version = c.req.param('version') ?? ''
    if (!VERSIONS.includes(version)) throw deprecated(version)
    return await handler(await readGraphCall(c, world))
  } catch (error) {
    if (error instanceof GraphError) return graphErrorResponse(error)
    throw error
  }
}

function callNode(call: GraphCall): Response | Promise<Response> {
  const kind = nodeKindOf(call)
  if (kind === undefined) throw noSuchObject(call.method, call.node)
  const edges: Record<string, GraphHandler> = EDGES[kind]
  const edge = call.c.req.param('edge') ?? ''
  const handler = Object.hasOwn(edges, `${call.method} ${edge}`) ? edges[`${call.method} ${edge}`] : undefined
  if (handler === undefined) {
    throw new GraphError(400, { message: `Unknown path components: /${edge}`, code: 2500 })
  }
  return handler(call)
}

function deprecated(version: string): GraphError {
  return new GraphError(400, {
    message: `(#2635) You are calling a deprecated version of the Ads API (${version}). Please update to the latest version: v26.0.`,
    code: 2635,
  })
}

/** `PUT /_emulator/processing {ms}`: how long containers take from now on; beside the knobs that every platform has. */
function mountProcessingKnob(app: Hono, { processing }: GraphWorld): void {
  app.get('/_emulator/processing', c => c.json(processing))
  app.put('/_emulator/processing', async c => {
    const { ms } = await parseBody(c, z.strictObject({ ms: z.int().min(0).max(86_400_000) }))
    processing.ms = ms
    return c.json(processing)
  })
}
