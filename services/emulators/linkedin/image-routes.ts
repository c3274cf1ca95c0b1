// The Images API: begin an upload, take the bytes, tell how far they are.
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { accountOfToken, demandOwn } from './emulated-account.ts'
import type { ImageStore } from './image-store.ts'
import { answering, LinkedinRefusal } from './linkedin-refusal.ts'
import { readBody } from './post-request.ts'

const InitializeUpload = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string() }) })
const UPLOAD_LIVES_MS = 24 * 3600 * 1000

export function mountImages(app: Hono, images: ImageStore, now: () => Date): void {
  app.post(
    '/rest/images',
    answering(c => initializeUpload(c, images, now)),
  )
  app.put(
    '/dms-uploads/:token/uploaded-image/0',
    answering(c => upload(c, images)),
  )
  app.get(
    '/rest/images/:urn',
    answering(c => showImage(c, images)),
  )
}

async function initializeUpload(c: Context, images: ImageStore, now: () => Date): Promise<Response> {
  const account = accountOfToken(c)
  if (c.req.query('action') !== 'initializeUpload')
    throw new LinkedinRefusal(400, 'Syntax exception in path /images: an action is needed')
  const { owner } = (await readBody(c, InitializeUpload)).initializeUploadRequest
  demandOwn(account, owner, 'initializeUploadRequest/owner')
  const image = images.begin(owner)
  const { origin, pathname } = new URL(c.req.url)
  return c.json({
    value: {
      uploadUrlExpiresAt: now().getTime() + UPLOAD_LIVES_MS,
      uploadUrl: `${origin}${pathname.replace(/\/rest\/images$/, '')}/dms-uploads/${image.uploadToken}/uploaded-image/0`,
      image: image.urn,
    },
  })
}

/** The address is the permission: LinkedIn's upload host asks for no more. */
async function upload(c: Context, images: ImageStore): Promise<Response> {
  const token = c.req.param('token') ?? ''
  if (!images.waitsFor(token)) return c.text('Not Found', 404)
  await images.upload(token, new Uint8Array(await c.req.arrayBuffer()))
  return c.body(null, 201)
}

function showImage(c: Context, images: ImageStore): Response {
  const account = accountOfToken(c)
  const urn = c.req.param('urn') ?? ''
  const image = images.find(urn)
  if (image === undefined)
    throw new LinkedinRefusal(404, `Could not find image ${urn.slice(0, 100)}`, { code: 'NOT_FOUND' })
  demandOwn(account, image.owner, 'owner')
  const status = images.statusOf(image)
  const shown = status === 'AVAILABLE' ? { downloadUrl: `https://media.licdn.example/${encodeURIComponent(urn)}` } : {}
  return c.json({ id: urn, owner: image.owner, status, ...shown })
}
