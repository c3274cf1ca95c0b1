// The body of `POST /rest/posts`, as far as LinkedIn's schema goes that posts of text and images use.
import type { Context } from 'hono'
import { z } from 'zod'
import { inputRefusal, LinkedinRefusal } from './linkedin-refusal.ts'

const Image = z.strictObject({
  id: z.string().startsWith('urn:li:image:'),
  altText: z.string().max(4086).optional(),
  title: z.string().optional(),
})

export const PostRequest = z.strictObject({
  author: z.string(),
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({
    feedDistribution: z.enum(['MAIN_FEED', 'NONE']),
    targetEntities: z.array(z.json()).default([]),
    thirdPartyDistributionChannels: z.array(z.json()).default([]),
  }),
  content: z
    .union([
      z.strictObject({ media: Image }),
      z.strictObject({
        multiImage: z.strictObject({ images: z.array(Image).min(2).max(20), altText: z.string().optional() }),
      }),
    ])
    .optional(),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean().default(false),
})
export type PostRequest = z.infer<typeof PostRequest>

/** The body after its schema. @throws LinkedinRefusal 400 when it is no JSON, 422 when it is another shape */
export async function readBody<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  let body: unknown
  try {
    body = JSON.parse(await c.req.text())
  } catch {
    throw new LinkedinRefusal(400, 'Invalid JSON in the request body') // whoever sent it is told; there is no more to it
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refusalOf(issue)
}

function refusalOf(issue: z.core.$ZodIssue | undefined): LinkedinRefusal {
  const field = issue?.path.join('/') ?? ''
  if (issue?.code === 'unrecognized_keys') {
    const path = [...issue.path, issue.keys[0]].join('/')
    return inputRefusal(
      `ERROR :: /${path} :: unrecognized field found but not allowed`,
      'UNRECOGNIZED_FIELD',
      'unrecognized field found but not allowed',
      path,
    )
  }
  const what = issue?.code === 'invalid_type' ? 'field is required but not found, or of another type' : 'is not valid'
  return inputRefusal(`ERROR :: /${field} :: ${what}`, 'INVALID_VALUE_FOR_FIELD', what, field)
}

/** In order. */
export function imagesIn({ content }: PostRequest): { id: string; altText?: string | undefined }[] {
  if (content === undefined) return []
  return 'media' in content ? [content.media] : content.multiImage.images
}
