// Posts of a page: photos staged unpublished, then one call to its feed.
import { z } from 'zod'
import type { Handles, Post } from '#domain/ports/platform.ts'
import { Created, idIn } from './handle.ts'
import { matchPost, windowStart } from './match-post.ts'
import { readPicture } from './read-picture.ts'
import type { Surface } from './surface.ts'
import { Insights, PostCounts, pageFigures } from './transform.ts'

const LIMITS = {
  maxBytes: 10 * 1024 * 1024,
  types: ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'],
}
/** Meta deletes what was staged and not used after a day; an hour is left for the rest of the way. */
const STAGED_FOR_MS = 23 * 3600_000

export const page: Surface = {
  capabilities: { nativeKey: false, probe: true, duplicateAnswer: true, container: false, metered: false },

  async prepare(post, tools, graph) {
    for (const [index, medium] of post.media.entries()) {
      if (idIn(tools.checkpoints.get(photoName(index))) !== undefined) continue
      const { bytes, mime } = await readPicture(medium, tools, LIMITS)
      const form = new FormData()
      form.set('source', new Blob([Uint8Array.from(bytes)], { type: mime }), `photo-${index}`)
      form.set('published', 'false')
      if (medium.alt !== undefined) form.set('alt_text_custom', medium.alt)
      const { id } = await graph.post(`/${graph.credentials.node}/photos`, form, Created)
      await tools.checkpoints.put(photoName(index), { id }, Date.now() + STAGED_FOR_MS)
    }
    return { kind: 'ready' }
  },

  publishing(post, handles, { node }) {
    const photos = photosIn(post, handles)
    if (photos.length < post.media.length) return undefined
    return {
      path: `/${node}/feed`,
      body: {
        ...(post.text === '' ? {} : { message: post.text }),
        ...(photos.length === 0 ? {} : { attached_media: photos.map(media_fbid => ({ media_fbid })) }),
      },
    }
  },

  permalinkOf: id => `https://www.facebook.com/${id}`,

  async probe(post, clues, graph) {
    const query = { fields: FIELDS, since: String(Math.floor(windowStart(clues) / 1000)) }
    const listed = await graph.list(`/${graph.credentials.node}/published_posts`, query, ListedPost)
    const ours = photosIn(post, clues.handles)
    const byPhoto = listed.filter(
      ({ id, photos }) => !clues.known.has(id) && photos.some(photo => ours.includes(photo)),
    )
    // Photos were staged for this action alone, so they prove more than the text.
    const found = byPhoto.at(-1) ?? matchPost(listed.filter(alike(post)), post, clues)
    if (found === undefined) return { kind: 'not_found' }
    return {
      kind: 'found',
      platformRefId: found.id,
      permalink: found.permalink ?? `https://www.facebook.com/${found.id}`,
    }
  },

  async metrics(id, graph) {
    const insights = await graph.get(`/${id}/insights`, { metric: 'post_media_view,post_clicks' }, Insights)
    const counts = await graph.get(`/${id}`, { fields: COUNTS }, PostCounts)
    return {
      values: pageFigures(insights, counts),
      raw: { insights: z.json().parse(insights), post: z.json().parse(counts) },
    }
  },
}

const COUNTS = 'likes.summary(true),comments.summary(true),shares'
const FIELDS =
  'id,message,created_time,permalink_url,attachments{media_type,target{id},subattachments{media_type,target{id}}}'

const Attachment = z.object({
  media_type: z.string().optional(),
  target: z.object({ id: z.string().optional() }).optional(),
})
const Attachments = z.object({
  data: z.array(Attachment.extend({ subattachments: z.object({ data: z.array(Attachment) }).optional() })),
})
const ListedPost = z
  .object({
    id: z.string().min(1),
    message: z.string().default(''),
    created_time: z.string(),
    permalink_url: z.string().optional(),
    attachments: Attachments.optional(),
  })
  .transform(({ id, message, created_time, permalink_url: permalink, attachments }) => ({
    id,
    text: message,
    time: created_time,
    permalink,
    photos: photosOf(attachments),
  }))

/** One photo stands for itself, several lie in an album. */
function photosOf(attachments: z.output<typeof Attachments> | undefined): string[] {
  const all = (attachments?.data ?? []).flatMap(one => [one, ...(one.subattachments?.data ?? [])])
  return all.flatMap(({ media_type, target }) => (media_type === 'photo' && target?.id ? [target.id] : []))
}

/** Whether a post may be this one by what is attached to it: as many photos, or none that Meta shows. */
function alike({ media }: Post): (listed: { photos: readonly string[] }) => boolean {
  return ({ photos }) => photos.length === media.length || photos.length === 0
}

function photosIn({ media }: Post, handles: Handles): string[] {
  return media.map((_, index) => idIn(handles[photoName(index)])).filter(id => id !== undefined)
}

function photoName(index: number): string {
  return `photo.${index}`
}
