// `GET /{container}`: how far Instagram is with it. PUBLISHED follows from the published log, so that a restart does not lose it.
import { z } from 'zod'
import { pickFields } from '../fields.ts'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { noSuchObject } from '../graph-error.ts'
import { type Container, type GraphWorld, stagedOf } from '../graph-world.ts'

const EXPIRES_AFTER_MS = 24 * 3600_000

const Params = z.strictObject({ fields: z.string().optional() })

export type ContainerStatus = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'EXPIRED' | 'ERROR'

export function showContainer(call: GraphCall): Response {
  const { fields } = paramsOf(call, Params)
  const { world, account, node } = call
  const status_code = containerStatus(world, account, node)
  if (status_code === undefined) throw noSuchObject(call.method, node)
  const failure = stagedOf(world, account, 'container', node)?.failure
  const status = status_code === 'ERROR' ? `Error: ${failure}` : `${SAID[status_code]}`
  return Response.json(pickFields(fields, 'IGMediaBuilder', { id: node, status_code, status }))
}

/** @returns undefined for what is no container of the account */
export function containerStatus(world: GraphWorld, account: string, id: string): ContainerStatus | undefined {
  const container = stagedOf(world, account, 'container', id)
  if (container?.used !== false && wasPublished(world, account, id)) return 'PUBLISHED'
  return container === undefined ? undefined : unpublishedStatus(container, world.now().getTime())
}

function unpublishedStatus({ createdAtMs, readyAtMs, failure }: Container, nowMs: number): ContainerStatus {
  if (nowMs >= createdAtMs + EXPIRES_AFTER_MS) return 'EXPIRED'
  if (nowMs < readyAtMs) return 'IN_PROGRESS'
  return failure === undefined ? 'FINISHED' : 'ERROR'
}

function wasPublished({ log }: GraphWorld, account: string, id: string): boolean {
  return log.all().some(post => post.account === account && post.details?.creation_id === id)
}

const SAID: Record<Exclude<ContainerStatus, 'ERROR'>, string> = {
  IN_PROGRESS: 'In Progress: Media is still being processed.',
  FINISHED: 'Finished: Media has been uploaded and it is ready to be published.',
  PUBLISHED: 'Published: Media has been published.',
  EXPIRED: 'Expired: Media was not published within 24 hours.',
}
