// Posts of an Instagram user: a container that Instagram processes, then one call that publishes it. The container is the key.
import { z } from 'zod'
import type { Post, ProbeClues, ProbeResult } from '#domain/ports/platform.ts'
import type { Graph } from './client.ts'
import { containerStatus } from './container-status.ts'
import { idIn } from './handle.ts'
import { matchPost, windowStart } from './match-post.ts'
import { type ContainerOptions, prepareContainer } from './prepare-container.ts'
import type { Surface } from './surface.ts'
import { Insights, instagramFigures } from './transform.ts'

export function createInstagram(options: ContainerOptions): Surface {
  return {
    capabilities: { nativeKey: true, probe: true, duplicateAnswer: false, container: true, metered: false },

    prepare: (post, tools, graph) => prepareContainer(post, tools, graph, options),

    publishing(_post, handles, { node }) {
      const creation_id = idIn(handles.container)
      return creation_id === undefined ? undefined : { path: `/${node}/media_publish`, body: { creation_id } }
    },

    async probe(post, clues, graph) {
      const container = idIn(clues.handles.container)
      // Nothing is published without a container; should its handle alone be lost, the list still tells.
      if (container === undefined) return (await publishedMedium(post, clues, graph)) ?? { kind: 'not_found' }
      const { status_code } = await containerStatus(graph, container)
      switch (status_code) {
        case 'PUBLISHED':
          return (await publishedMedium(post, clues, graph)) ?? UNNAMED
        case 'FINISHED':
        case 'EXPIRED':
        case 'ERROR':
          return { kind: 'not_found' }
        case 'IN_PROGRESS':
          return { kind: 'indeterminate', detail: 'the container is still being processed' }
        default:
          return status_code satisfies never
      }
    },

    async metrics(id, graph) {
      const insights = await graph.get(`/${id}/insights`, { metric: 'views,likes,comments,shares' }, Insights)
      return { values: instagramFigures(insights), raw: { insights: z.json().parse(insights) } }
    },
  }
}

/** It is published, and the container does not say as what: never absent. */
const UNNAMED: ProbeResult = {
  kind: 'indeterminate',
  detail: 'Instagram says it is published and does not show its id yet',
}

async function publishedMedium(post: Post, clues: ProbeClues, graph: Graph): Promise<ProbeResult | undefined> {
  const sinceMs = windowStart(clues)
  const query = { fields: 'id,caption,timestamp,permalink', since: String(Math.floor(sinceMs / 1000)) }
  const isPast = ({ time }: { time: string }) => Date.parse(time) < sinceMs
  const listed = await graph.list(`/${graph.credentials.node}/media`, query, ListedMedium, isPast)
  const found = matchPost(listed, post, clues)
  if (found === undefined) return undefined
  const { id: platformRefId, permalink } = found
  return { kind: 'found', platformRefId, ...(permalink === undefined ? {} : { permalink }) }
}

const ListedMedium = z
  .object({
    id: z.string().min(1),
    caption: z.string().default(''),
    timestamp: z.string(),
    permalink: z.string().optional(),
  })
  .transform(({ id, caption, timestamp, permalink }) => ({ id, text: caption, time: timestamp, permalink }))
