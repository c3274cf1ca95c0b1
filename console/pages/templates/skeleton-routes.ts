// The pages of the skeletons, and what is done there: upload one, have one read again.
import type { Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem } from '#contracts/problem.ts'
import { DOCX, type SkeletonResource } from '#contracts/session-config.ts'
import type { StructureResource } from '#contracts/skeleton-structure.ts'
import type { Sent } from '../../http/api.ts'
import { isPartial } from '../../http/is-partial.ts'
import { leadTo } from '../../http/lead-to.ts'
import type { Markup } from '../../parts/markup.ts'
import { page } from '../../parts/page.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import type { ConsoleEnv } from '../../person.ts'
import { textOf } from './draft-from-form.ts'
import { loadVersions } from './load-ground.ts'
import { skeletonPage, skeletonPart } from './skeleton-page.ts'
import { skeletonsList, skeletonsPage } from './skeletons-page.ts'
import { uploadForm } from './upload-form.ts'

type C = Context<ConsoleEnv>
const SKELETONS = '/tenants/current/skeletons'

export function skeletonRoutes(app: Hono<ConsoleEnv>): void {
  app.get('/skeletons', async c => (isPartial(c) ? c.html(skeletonsList(await listed(c))) : showAll(c)))

  app.post('/skeletons', async c => {
    const form = await c.req.formData()
    const answer = await upload(c, form)
    if (!answer.ok) {
      const notice = refusalNotice(answer)
      if (!isPartial(c)) return showAll(c, notice, answer.status)
      return c.html(uploadForm(c.var.person, notice, textOf(form, 'name')), answer.status as ContentfulStatusCode)
    }
    return leadTo(c, `/console/templates/skeletons/${answer.body.skeleton_id}`)
  })

  app.get('/skeletons/:id', c => showOne(c, c.req.param('id')))

  app.post('/skeletons/:id/check', async c => {
    const id = c.req.param('id')
    const answer = await c.var.api.send('POST', `${SKELETONS}/${encodeURIComponent(id)}/check`)
    if (!answer.ok) return showOne(c, id, refusalNotice(answer), answer.status)
    return isPartial(c) ? showOne(c, id) : c.redirect(`/console/templates/skeletons/${encodeURIComponent(id)}`, 303)
  })
}

/** The bytes as they are; what they may be is the API's to say. */
async function upload(c: C, form: FormData): Promise<Sent<SkeletonResource>> {
  const file = form.get('file')
  const bytes = new Uint8Array(file instanceof File ? await file.arrayBuffer() : new ArrayBuffer(0))
  const name = textOf(form, 'name').trim() || (file instanceof File && file.name !== '' ? file.name : 'skeleton.docx')
  const key = textOf(form, 'key')
  const response = await c.var.api.raw(SKELETONS, {
    method: 'POST',
    headers: {
      ...{ 'content-type': DOCX, 'content-length': String(bytes.byteLength) },
      ...{
        'x-skeleton-name': encodeURIComponent(name.toWellFormed()),
        ...(key === '' ? {} : { 'idempotency-key': key }),
      },
    },
    body: bytes,
  })
  const { ok, status, headers } = response
  if (!ok) return { ok: false, status, problem: (await response.json()) as Problem }
  return { ok: true, status, headers, body: (await response.json()) as SkeletonResource }
}

async function listed(c: C) {
  const { api } = c.var
  const cursor = c.req.query('cursor')
  const [list, { inForce }] = await Promise.all([
    api.get<{ data: SkeletonResource[]; next_cursor: string | null }>(SKELETONS, { cursor }),
    loadVersions(api),
  ])
  return { skeletons: list.data, next: list.next_cursor, cursor, inUse: inForce?.default_skeleton_id }
}

async function showAll(c: C, notice?: Markup, status = 200): Promise<Response> {
  const { person } = c.var
  const content = skeletonsPage(person, { ...(await listed(c)), ...(notice === undefined ? {} : { notice }) })
  return c.html(page(person, { title: 'Skeletons', section: 'templates', content }), status as ContentfulStatusCode)
}

async function showOne(c: C, id: string, notice?: Markup, status = 200): Promise<Response> {
  const { api, person } = c.var
  const path = `${SKELETONS}/${encodeURIComponent(id)}`
  const [skeleton, structure] = await Promise.all([
    api.get<SkeletonResource>(path),
    api.get<StructureResource>(`${path}/structure`),
  ])
  const asked = { skeleton, structure, ...(notice === undefined ? {} : { notice }) }
  if (isPartial(c)) return c.html(skeletonPart(person, asked), status as ContentfulStatusCode)
  const content = skeletonPage(person, asked)
  return c.html(page(person, { title: skeleton.name, section: 'templates', content }), status as ContentfulStatusCode)
}
