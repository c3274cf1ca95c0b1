// `POST /{ig-user}/media`: a container, which Instagram processes for a while before it can be published.
import { z } from 'zod'
import { type GraphCall, paramsOf } from '../graph-call.ts'
import { GraphError, invalidParameter } from '../graph-error.ts'
import { type Container, newGraphId, type Picture, stagedOf } from '../graph-world.ts'
import { fetchPicture } from '../read-picture.ts'

const MAX_CAPTION = 2200
const MAX_HASHTAGS = 30
/** Meta documents JPEG alone and takes PNG as well. */
const TYPES = ['image/jpeg', 'image/png']

const Params = z.strictObject({
  image_url: z.string().max(4000).optional(),
  caption: z.string().default(''),
  alt_text: z.string().max(1000).optional(),
  is_carousel_item: z.boolean().default(false),
  media_type: z.enum(['IMAGE', 'CAROUSEL']).optional(),
  children: z.union([z.array(z.string()), z.string().transform(ids => ids.split(','))]).optional(),
})
type Params = z.output<typeof Params>

export async function createContainer(call: GraphCall): Promise<Response> {
  const { world, account } = call
  const params = paramsOf(call, Params)
  if (params.caption.length > MAX_CAPTION) throw captionTooLong()
  if ((params.caption.match(/#[\p{L}\p{N}_]+/gu) ?? []).length > MAX_HASHTAGS)
    throw invalidParameter(`Too many hashtags: the maximum is ${MAX_HASHTAGS}`)
  const createdAtMs = world.now().getTime()
  const container: Container = {
    id: newGraphId(),
    kind: 'container',
    account,
    createdAtMs,
    caption: params.caption,
    pictures: params.media_type === 'CAROUSEL' ? picturesOfChildren(call, params) : [await pictureOf(params)],
    isCarouselItem: params.is_carousel_item,
    readyAtMs: createdAtMs + world.processing.ms,
    used: false,
    // Meta itself says so only when it has tried: creating succeeds, processing fails.
    ...(params.image_url?.includes('unprocessable')
      ? { failure: 'Media upload has failed with error code 2207032' }
      : {}),
  }
  world.staged.set(container.id, container)
  return Response.json({ id: container.id })
}

async function pictureOf({ image_url, children }: Params): Promise<Picture> {
  if (children !== undefined) throw invalidParameter('children need media_type CAROUSEL')
  if (image_url === undefined) throw invalidParameter('The parameter image_url is required')
  return fetchPicture(image_url, TYPES)
}

function picturesOfChildren(call: GraphCall, { children = [], image_url }: Params): Picture[] {
  if (image_url !== undefined) throw invalidParameter('A carousel has children and no image_url of its own')
  if (children.length < 2 || children.length > 10)
    throw invalidParameter('Your post won’t work as a carousel. It needs 2 to 10 photos.', 2207028)
  return children.flatMap(id => {
    const child = stagedOf(call.world, call.account, 'container', id)
    if (child === undefined || !child.isCarouselItem) throw invalidParameter(`${id} is no carousel item`, 2207028)
    if (child.readyAtMs > call.world.now().getTime()) throw notReady()
    return child.pictures
  })
}

/** 9007/2207027: too early. */
export function notReady(): GraphError {
  return new GraphError(400, {
    message: 'Media ID is not available',
    code: 9007,
    error_subcode: 2207027,
    is_transient: false,
    error_user_title: 'Media not ready',
    error_user_msg: 'The media is not ready for publishing, please wait for a moment',
  })
}

function captionTooLong(): GraphError {
  return new GraphError(400, {
    message: `(#100) The caption was too long: the maximum is ${MAX_CAPTION} characters`,
    code: 100,
    error_subcode: 2207010,
  })
}
