// How far Instagram is with a container.
import { z } from 'zod'
import type { Graph } from './client.ts'

const ContainerStatus = z.object({
  status_code: z.enum(['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'EXPIRED', 'ERROR']),
  /** In words; after ERROR with Instagram's subcode. */
  status: z.string().default(''),
})
export type ContainerStatus = z.output<typeof ContainerStatus>

/** @throws when Meta did not say, which it does not always for new containers (100/33, postiz#1562) */
export function containerStatus(graph: Graph, id: string): Promise<ContainerStatus> {
  return graph.get(`/${id}`, { fields: 'status_code,status' }, ContainerStatus)
}
