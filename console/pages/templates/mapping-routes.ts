// The page of the mapping, and what its form does: check, save, take in what others did, ask INGEST.
import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ConfigResource } from '#contracts/session-config.ts'
import type { Refused } from '../../http/api.ts'
import { isPartial } from '../../http/is-partial.ts'
import { page } from '../../parts/page.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import type { ConsoleEnv } from '../../person.ts'
import { draftFromForm, textOf } from './draft-from-form.ts'
import { handIn } from './hand-in.ts'
import { type Ground, loadGround, loadVersions } from './load-ground.ts'
import { draftOf, type MappingDraft, requestOf } from './mapping-draft.ts'
import { type MappingAsked, mappingPart } from './mapping-part.ts'
import { mergeDraft } from './merge-draft.ts'
import { tabs } from './tabs.ts'
import { takeSuggestions } from './take-suggestions.ts'
import { conflictNotice, restoredNotice, twiceNotice } from './version-notices.ts'

type C = Context<ConsoleEnv>

export function mappingRoutes(app: Hono<ConsoleEnv>): void {
  app.get('/', async c => {
    const { api } = c.var
    const versions = await loadVersions(api)
    const from = c.req.query('from')
    const filled = from === undefined ? undefined : await versionOf(c, from)
    const shown = filled ?? versions.pending ?? versions.inForce
    const wanted = c.req.query('skeleton') ?? (shown === undefined ? undefined : (shown.default_skeleton_id ?? ''))
    const ground = await loadGround(api, versions, wanted)
    const draft = { ...draftOf(shown, versions.newest), skeletonId: wanted ?? ground.skeleton?.skeleton_id ?? '' }
    const notice = filled === undefined ? {} : { notice: restoredNotice(filled, versions.newest) }
    return show(c, { draft, ground, ...notice })
  })

  app.post('/', async c => {
    const form = await c.req.formData()
    const draft = draftFromForm(form)
    switch (c.req.query('do') ?? textOf(form, 'do')) {
      case 'save':
        return save(c, draft, textOf(form, 'key'))
      case 'overwrite':
        return save(c, { ...draft, base: Number(textOf(form, 'newest')) || 0 }, textOf(form, 'key'))
      case 'merge':
        return merge(c, draft)
      case 'suggest': {
        const ground = await groundOf(c, draft)
        return anew(c, { draft: takeSuggestions(draft, ground), ground })
      }
      case 'discover':
        return ask(c, draft, '/tenants/current/templates/discover', { skeleton_id: draft.skeletonId })
      case 'read':
        return ask(c, draft, `/tenants/current/skeletons/${encodeURIComponent(draft.skeletonId)}/check`)
      default:
        return show(c, { draft, ground: await groundOf(c, draft) })
    }
  })
}

async function save(c: C, draft: MappingDraft, key: string): Promise<Response> {
  const { twice } = requestOf(draft)
  if (twice.length > 0) return show(c, { draft, ground: await groundOf(c, draft), notice: twiceNotice(twice) }, 422)
  const answer = await handIn(c.var.api, draft, key)
  if (!answer.ok) return refuse(c, draft, answer)
  if (!isPartial(c)) return c.redirect('/console/templates', 303)
  c.header('hx-trigger', JSON.stringify({ notice: `Version ${answer.body.version} is handed in.` }))
  const named = (rows: MappingDraft['zones']) => [...new Map(rows.map(({ name, to }) => [name, { name, to }])).values()]
  const saved = { ...draft, base: answer.body.version, zones: named(draft.zones), tables: named(draft.tables) }
  return show(c, { draft: saved, ground: await groundOf(c, draft) })
}

async function refuse(c: C, draft: MappingDraft, { status, problem }: Refused): Promise<Response> {
  const ground = await groundOf(c, draft)
  if (problem.code !== 'VERSION_CONFLICT')
    return show(c, { draft, ground, problem, notice: refusalNotice({ problem }) }, status)
  const [base, theirs] = await Promise.all([versionOf(c, String(draft.base)), versionOf(c, String(ground.newest))])
  return show(c, { draft, ground, notice: conflictNotice(problem, base, theirs) }, status)
}

/** What both changed stays the person's; saving is up to them. */
async function merge(c: C, draft: MappingDraft): Promise<Response> {
  const versions = await loadVersions(c.var.api)
  const [base, theirs] = await Promise.all([versionOf(c, String(draft.base)), versionOf(c, String(versions.newest))])
  const merged = theirs === undefined ? draft : mergeDraft(draft, base, theirs)
  const ground = await loadGround(c.var.api, versions, merged.skeletonId)
  const notice = html`<div class="notice good" role="status"><p>The changes of version ${versions.newest} are in your draft now. Nothing is saved yet.</p></div>`
  return anew(c, { draft: merged, ground, notice })
}

async function ask(c: C, draft: MappingDraft, path: string, body?: object): Promise<Response> {
  const answer = await c.var.api.send('POST', path, body)
  const ground = await groundOf(c, draft)
  if (answer.ok) return show(c, { draft, ground })
  return show(c, { draft, ground, notice: refusalNotice(answer) }, answer.status)
}

const groundOf = async (c: C, draft: MappingDraft): Promise<Ground> =>
  loadGround(c.var.api, await loadVersions(c.var.api), draft.skeletonId)

async function versionOf(c: C, version: string): Promise<ConfigResource | undefined> {
  const answer = await c.var.api.look<ConfigResource>(`/tenants/current/config/versions/${encodeURIComponent(version)}`)
  return answer.ok ? answer.body : undefined
}

/** What was chosen in the browser gives way to what is drawn. */
function anew(c: C, asked: MappingAsked): Response | Promise<Response> {
  c.header('hx-reswap', 'outerHTML')
  return show(c, asked)
}

function show(c: C, asked: MappingAsked, status = 200): Response | Promise<Response> {
  const { person } = c.var
  const part = mappingPart(person, asked)
  if (isPartial(c)) return c.html(part, status as ContentfulStatusCode)
  const content = html`<h1>Templates</h1>${tabs('mapping')}${part}`
  return c.html(page(person, { title: 'Templates', section: 'templates', content }), status as ContentfulStatusCode)
}
