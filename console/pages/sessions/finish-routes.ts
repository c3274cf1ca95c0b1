// Routes of a session's end and what comes after: finalize, the document, verification, a new version, recording on.
import { randomUUID } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { SessionResource } from '#contracts/session.ts'
import { ApiRefusal } from '../../http/api.ts'
import { isPartial } from '../../http/is-partial.ts'
import { refusalNotice, refusalPage } from '../../parts/refusal.ts'
import { type Verdict, verdict } from '../../parts/verdict.ts'
import type { ConsoleEnv } from '../../person.ts'
import { finalizeForm } from './finalize-form.ts'
import { ID, readSession } from './read-session.ts'
import { workPage } from './work-page.ts'

export function addFinishRoutes(app: Hono<ConsoleEnv>): void {
  app.get(`/${ID}/finalize`, async c => finalizePage(c, await readSession(c.var.api, idOf(c))))
  app.post(`/${ID}/finalize`, finalize)
  app.post(`/${ID}/clone`, async c => {
    const { key } = (await c.req.parseBody()) as Record<string, string>
    const given = { key: key ?? randomUUID() }
    const cloned = await c.var.api.send<SessionResource>('POST', `/session/${idOf(c)}/clone`, undefined, given)
    if (!cloned.ok) throw new ApiRefusal(cloned)
    return c.redirect(`/console/sessions/${cloned.body.session_id}`, 303)
  })
  app.post(`/${ID}/resurrect`, async c => {
    const back = await c.var.api.send('POST', `/session/${idOf(c)}/resurrect`)
    if (!back.ok) throw new ApiRefusal(back)
    return c.redirect(`/console/sessions/${idOf(c)}`, 303)
  })
  app.get(`/${ID}/document`, async c => {
    const session = await readSession(c.var.api, idOf(c))
    const url = c.req.query('full') === '1' ? session.restricted_document_url : session.document_url
    if (url !== undefined) return c.redirect(url, 302)
    const detail = 'The session is not sealed, or that version is not for you.'
    return c.html(refusalPage(c.var.person, { title: 'There is no document', detail }), 404)
  })
  app.get(`/${ID}/verify`, async c => {
    const answer = await c.var.api.look<Verdict>('/audit/verify', { subject: idOf(c) })
    const content = answer.ok ? verdict(answer.body) : refusalNotice(answer)
    const status = answer.status as ContentfulStatusCode
    if (isPartial(c)) return c.html(content, status)
    return workPage(c, { title: 'Verification', back: `/console/sessions/${idOf(c)}`, content }, status)
  })
  app.post(`/${ID}/append`, append)
}

const idOf = (c: Context) => c.req.param('id') ?? ''

function finalizePage(
  c: Context<ConsoleEnv>,
  session: SessionResource,
  more: Partial<Parameters<typeof finalizeForm>[0]> = {},
  status = 200,
) {
  const content = finalizeForm({ person: c.var.person, session, ...more })
  return workPage(c, { title: 'Finalize', back: `/console/sessions/${session.session_id}`, content }, status)
}

async function finalize(c: Context<ConsoleEnv>) {
  const { last_sequence_id: typed = '' } = (await c.req.parseBody()) as Record<string, string>
  // What is no number is the API's to refuse.
  const last = typed.trim() === '' ? {} : { last_sequence_id: Number.isNaN(Number(typed)) ? typed : Number(typed) }
  const begun = await c.var.api.send<SessionResource>('POST', `/session/${idOf(c)}/finalize`, last)
  if (begun.ok) return c.redirect(`/console/sessions/${idOf(c)}`, 303)
  const session = await readSession(c.var.api, idOf(c))
  return finalizePage(c, session, { typed, problem: begun.problem }, begun.status)
}

const CHUNK_HEADERS = [
  'content-type',
  'content-length',
  'x-sequence-id',
  'x-chunk-sha256',
  'x-started-at',
  'x-duration-ms',
]

/** A piece that this browser recorded, passed on as it comes; the API's answer is the answer. */
async function append(c: Context<ConsoleEnv>) {
  const given = CHUNK_HEADERS.flatMap(name => [[name, c.req.header(name)] as const])
  const headers = Object.fromEntries(given.filter((pair): pair is [string, string] => pair[1] !== undefined))
  const body = c.req.raw.body
  // `duplex`: fetch wants it said of a body that is a stream.
  const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
  const answer = await c.var.api.raw(`/session/${idOf(c)}/append`, init)
  return new Response(answer.body, {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' },
  })
}
