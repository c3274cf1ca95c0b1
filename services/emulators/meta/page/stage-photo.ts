// `POST /{page}/photos`: unpublished, a photo to attach to a post; else it is a post at once.
import { z } from 'zod'
import { publishThroughFaults } from '../../publish-through-faults.ts'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { invalidParameter } from '../graph-error.ts'
import { graphWording } from '../graph-wording.ts'
import { newGraphId, type Photo } from '../graph-world.ts'
import { fetchPicture, readPicture } from '../read-picture.ts'

const MAX_BYTES = 10 * 1024 * 1024
const TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff']

const Params = z.strictObject({
  source: z.instanceof(File).optional(),
  url: z.string().max(4000).optional(),
  published: z.boolean().default(true),
  temporary: z.boolean().optional(),
  caption: z.string().max(63_206).optional(),
  message: z.string().max(63_206).optional(),
  alt_text_custom: z.string().max(1000).optional(),
})

export async function stagePhoto(call: GraphCall): Promise<Response> {
  const { world, account } = call
  const { source, url, published, caption, message, alt_text_custom } = paramsOf(call, Params)
  const id = newGraphId()
  const picture = await pictureOf(id, source, url)
  if (published) {
    const draft = {
      id: `${account}_${newGraphId()}`,
      account,
      text: message ?? caption ?? '',
      media: [{ url: picture.url, ...(picture.sha256 === undefined ? {} : { sha256: picture.sha256 }) }],
      details: { kind: 'page_post', photos: [id] },
    }
    return publishThroughFaults(call.c, world, draft, graphWording(call))
  }
  const alt = alt_text_custom === undefined ? {} : { alt: alt_text_custom }
  const photo: Photo = { id, kind: 'photo', account, createdAtMs: world.now().getTime(), picture, ...alt }
  world.staged.set(id, photo)
  return Response.json({ id })
}

async function pictureOf(id: string, source: File | undefined, url: string | undefined) {
  if (source === undefined) {
    if (url === undefined) throw invalidParameter('A photo needs source or url')
    return fetchPicture(url, TYPES)
  }
  if (source.size > MAX_BYTES) throw invalidParameter('The photo is larger than 10 MB', 2069017)
  return readPicture(new Uint8Array(await source.arrayBuffer()), id, TYPES)
}
