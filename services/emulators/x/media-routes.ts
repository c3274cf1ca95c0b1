// X's media endpoints (v2) on the wire: one request for an image, initialize, append and finalize for the rest, then its alt text.
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import type { MediaShelf, ShelvedMedium } from './media-shelf.ts'
import { invalidRequest } from './problem.ts'
import type { ReadEndpoint } from './rated.ts'

/** Authenticates, counts, and gives the account. */
export type Enter = (c: Context, endpoint: ReadEndpoint) => Promise<string>

const Id = z.string().regex(/^[0-9]{1,19}$/)
const Category = z.enum(['tweet_image', 'tweet_gif', 'tweet_video'])
const Initialize = z.strictObject({
  media_type: z.string(),
  total_bytes: z.int().min(1),
  media_category: Category,
  shared: z.boolean().optional(),
})
const Metadata = z.object({
  id: Id,
  metadata: z.object({ alt_text: z.strictObject({ text: z.string().max(1000) }).optional() }),
})

export function mountMediaRoutes(app: Hono, shelf: MediaShelf, enter: Enter, now: () => Date): void {
  app.post('/2/media/upload', async c => {
    const account = await enter(c, 'upload')
    const { media, media_category } = await multipart(c, ['media', 'media_category'])
    const category = parsed(Category, media_category)
    return c.json({ data: shown(await shelf.addImage(account, category, await bytesOf(media), now()), now()) })
  })
  app.post('/2/media/upload/initialize', async c => {
    const account = await enter(c, 'initialize')
    const { media_type, total_bytes, media_category } = await json(c, Initialize)
    const { id, key, expiresAfterS } = shelf.begin(account, media_category, media_type, total_bytes, now())
    return c.json({ data: { id, media_key: key, expires_after_secs: expiresAfterS } })
  })
  app.post('/2/media/upload/:id/append', async c => {
    const account = await enter(c, 'append')
    const { media, segment_index } = await multipart(c, ['media', 'segment_index'])
    const index = parsed(z.coerce.number().int().min(0).max(999), segment_index)
    const expiresAtS = shelf.append(parsed(Id, c.req.param('id')), account, index, await bytesOf(media), now())
    return c.json({ data: { expires_at: expiresAtS } })
  })
  app.post('/2/media/upload/:id/finalize', async c => {
    const account = await enter(c, 'finalize')
    return c.json({ data: shown(await shelf.finalize(parsed(Id, c.req.param('id')), account, now()), now()) })
  })
  app.get('/2/media/upload', async c => {
    const account = await enter(c, 'status')
    const { media_id } = parsed(
      z.strictObject({ media_id: Id, command: z.literal('STATUS').optional() }),
      c.req.query(),
    )
    return c.json({ data: shown(shelf.find(media_id, account, now()), now()) })
  })
  app.post('/2/media/metadata', async c => {
    const account = await enter(c, 'metadata')
    const { id, metadata } = await json(c, Metadata)
    shelf.describe(id, account, metadata.alt_text?.text ?? '', now())
    return c.json({ data: { id, associated_metadata: metadata } })
  })
}

function shown(medium: ShelvedMedium, now: Date) {
  return {
    id: medium.id,
    media_key: medium.key,
    size: medium.bytes,
    expires_after_secs: Math.floor((medium.expiresAtMs - now.getTime()) / 1000),
    ...(medium.category === 'tweet_image' ? {} : { processing_info: processing(medium, now) }),
  }
}

function processing({ state, readyAtMs }: ShelvedMedium, now: Date) {
  if (state === 'succeeded' || state === 'failed') return { state, progress_percent: 100 }
  return { state, check_after_secs: Math.max(1, Math.ceil((readyAtMs - now.getTime()) / 1000)), progress_percent: 0 }
}

async function multipart<Name extends string>(
  c: Context,
  names: readonly Name[],
): Promise<Record<Name, string | File>> {
  if (!(c.req.header('content-type') ?? '').startsWith('multipart/form-data'))
    throw invalidRequest('The body must be multipart/form-data.')
  const given = await c.req.parseBody()
  const unknown = Object.keys(given).find(name => !(names as readonly string[]).includes(name))
  const missing = names.find(name => given[name] === undefined)
  if (unknown !== undefined || missing !== undefined)
    throw invalidRequest(unknown === undefined ? `$.${missing}: is missing` : `$.${unknown}: is not defined`)
  return given as Record<Name, string | File>
}

async function bytesOf(part: string | File): Promise<Uint8Array> {
  if (typeof part === 'string') throw invalidRequest('$.media: must be a file')
  return new Uint8Array(await part.arrayBuffer())
}

async function json<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  const body = await c.req.text()
  try {
    return parsed(schema, JSON.parse(body))
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidRequest('The body is not valid JSON.')
    throw error
  }
}

function parsed<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw invalidRequest(result.error.issues.map(({ path, message }) => `$.${path.join('.')}: ${message}`).join('; '))
}
