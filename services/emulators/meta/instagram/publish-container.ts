// `POST /{ig-user}/media_publish`: publishes a container, and takes every container once.
import { z } from 'zod'
import { publishThroughFaults } from '../../publish-through-faults.ts'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import type { GraphError } from '../graph-error.ts'
import { containerGone, graphWording } from '../graph-wording.ts'
import { type Container, newGraphId, stagedOf } from '../graph-world.ts'
import { notReady } from './create-container.ts'
import { containerStatus } from './show-container.ts'

const Params = z.strictObject({ creation_id: z.string() })

export async function publishContainer(call: GraphCall): Promise<Response> {
  const { world, account } = call
  const { creation_id } = paramsOf(call, Params)
  const container = stagedOf(world, account, 'container', creation_id)
  if (container === undefined || container.isCarouselItem) throw containerGone()
  const draft = {
    id: newGraphId(),
    account,
    text: container.caption,
    media: container.pictures.map(({ url, sha256 }) => ({ url, ...(sha256 === undefined ? {} : { sha256 }) })),
    details: { kind: 'ig_media', creation_id },
  }
  return publishThroughFaults(
    call.c,
    world,
    draft,
    graphWording(call, () => claimed(call, container)),
  )
}

/** Marks the container before the commit begins: of two calls that come together, one publishes. */
function claimed({ world, account }: GraphCall, container: Container): GraphError | undefined {
  const status = containerStatus(world, account, container.id)
  if (status === 'IN_PROGRESS') return notReady()
  if (container.used || status !== 'FINISHED') return containerGone()
  container.used = true
  return undefined
}
