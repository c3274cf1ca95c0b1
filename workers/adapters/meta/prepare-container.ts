// Makes the Instagram container of a post and waits until it can be published, without holding a worker meanwhile.
import { z } from 'zod'
import type { JsonObject } from '#domain/audit-entry.ts'
import type { Post, Prepared, PrepareTools } from '#domain/ports/platform.ts'
import type { Graph } from './client.ts'
import { type ContainerStatus, containerStatus } from './container-status.ts'
import { Halt, refuse } from './halt.ts'
import { Created } from './handle.ts'
import { readPicture } from './read-picture.ts'

export interface ContainerOptions {
  /** The first wait for a container; later ones are as long as it has taken so far, up to a minute. */
  pollMs: number
  /** Where Instagram can fetch an approved medium: a signed address, if the medium's own one is not public. */
  publicAddressOf(medium: Post['media'][number], signal: AbortSignal): Promise<string>
}

/** Documented is JPEG alone; PNG is taken too, and where it is not, Meta refuses it by itself (36001). */
const LIMITS = { maxBytes: 8 * 1024 * 1024, types: ['image/jpeg', 'image/png'] }
const LONGEST_WAIT_MS = 60_000

/**
 * The checkpoint never expires, although the container does: as long as it may have been published it is the proof.
 * @returns ready once the container is FINISHED, or was PUBLISHED by an earlier attempt
 */
export async function prepareContainer(
  post: Post,
  tools: PrepareTools,
  graph: Graph,
  options: ContainerOptions,
): Promise<Prepared> {
  const [first, ...others] = post.media
  if (first === undefined) throw refuse('MEDIA_NEEDED', 'Instagram shows nothing without a picture')
  const caption = post.text === '' ? {} : { caption: post.text }
  const make = async (): Promise<JsonObject> =>
    others.length === 0
      ? { ...(await pictureParams(first, tools, options)), ...caption }
      : { media_type: 'CAROUSEL', children: await finishedChildren(post, tools, graph, options), ...caption }
  await finished('container', make, tools, graph, options)
  return { kind: 'ready' }
}

/** Pictures of a carousel are containers themselves, all of them made before any is waited for. */
async function finishedChildren(post: Post, tools: PrepareTools, graph: Graph, options: ContainerOptions) {
  const ids: string[] = []
  const waits: Halt[] = []
  for (const [index, medium] of post.media.entries()) {
    const make = async () => ({ ...(await pictureParams(medium, tools, options)), is_carousel_item: true })
    try {
      ids.push(await finished(`child.${index}`, make, tools, graph, options))
    } catch (error) {
      if (!(error instanceof Halt && error.prepared.kind === 'not_yet')) throw error
      waits.push(error)
    }
  }
  if (waits[0] !== undefined) throw waits[0]
  return ids
}

/** What Instagram will fetch is looked at first: the bytes must be those that were approved. */
async function pictureParams(medium: Post['media'][number], tools: PrepareTools, options: ContainerOptions) {
  await readPicture(medium, tools, LIMITS)
  return {
    image_url: await options.publicAddressOf(medium, tools.signal),
    ...(medium.alt === undefined ? {} : { alt_text: medium.alt }),
  }
}

/** @returns the id of the container of this name, made if there is none. @throws Halt while it is not finished */
async function finished(
  name: string,
  make: () => Promise<JsonObject>,
  { checkpoints }: PrepareTools,
  graph: Graph,
  { pollMs }: ContainerOptions,
): Promise<string> {
  const kept = Kept.safeParse(checkpoints.get(name)).data
  const known = kept === undefined ? undefined : await containerStatus(graph, kept.id)
  if (kept === undefined || known?.status_code === 'EXPIRED') {
    const { id } = await graph.post(`/${graph.credentials.node}/media`, await make(), Created)
    await checkpoints.put(name, { id, created_at_ms: Date.now() })
    throw notYet(pollMs)
  }
  const ageMs = Date.now() - kept.created_at_ms
  return ready(known, Math.min(LONGEST_WAIT_MS, Math.max(pollMs, ageMs)), kept.id)
}

const Kept = z.object({ id: z.string().min(1), created_at_ms: z.number() })

function ready(known: ContainerStatus | undefined, retryInMs: number, id: string): string {
  if (known === undefined || known.status_code === 'IN_PROGRESS') throw notYet(retryInMs)
  if (known.status_code === 'ERROR') throw unprocessable(known)
  return id
}

function notYet(retryInMs: number): Halt {
  return new Halt({ kind: 'not_yet', retryInMs, detail: 'Instagram is processing the picture' })
}

function unprocessable({ status }: ContainerStatus): Halt {
  const subcode = /\b2207\d{3}\b/.exec(status)?.[0]
  return refuse('MEDIA_REFUSED', status === '' ? 'Instagram could not process it' : status, {
    ...(subcode === undefined ? {} : { platformCode: subcode }),
    retryable: subcode !== undefined && INSTAGRAMS_OWN.has(subcode),
  })
}

/** Failures of Instagram and not of the picture. */
const INSTAGRAMS_OWN: ReadonlySet<string> = new Set(['2207001', '2207003', '2207020', '2207032', '2207053'])
