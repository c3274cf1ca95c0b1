// Starting a session.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { TemplateResource } from '#contracts/skeleton-structure.ts'
import { csrfField } from '../../parts/csrf-field.ts'
import { field, wrongAt } from '../../parts/field.ts'
import type { Markup } from '../../parts/markup.ts'
import { refusalNotice } from '../../parts/refusal.ts'
import { may, type Person } from '../../person.ts'

export type StartTyped = Partial<Record<'title' | 'client_timezone' | 'locale' | 'template_id' | 'skeleton_id', string>>

export interface StartFormOf {
  person: Person
  /** Of one drawing of the form: sent twice, it starts one session. */
  key: string
  /** To choose from, where the person may see them. */
  skeletons: readonly { skeleton_id: string; name: string }[]
  templates: readonly Pick<TemplateResource, 'template_id' | 'placeholder'>[]
  typed?: StartTyped
  problem?: Problem | undefined
}

const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].map(zone => [zone, zone] as const)

export function startForm({ person, key, skeletons, templates, typed = {}, problem }: StartFormOf): Markup {
  const isUntouched = typed.client_timezone === undefined
  return html`<h1>New session</h1>
  ${problem === undefined ? '' : refusal(person, problem)}
  <form class="fields card start" method="post" action="/console/sessions/new" data-guard>
    ${csrfField(person)}<input type="hidden" name="key" value="${key}" />
    ${field({ name: 'title', label: 'Title', value: typed.title ?? '', max: 300, autofocus: true, wrong: wrongAt(problem, '/title') })}
    <div${isUntouched ? html` data-own-zone` : ''}>${field({ name: 'client_timezone', label: 'Time zone of the meeting', value: typed.client_timezone ?? 'UTC', options: ZONES, hint: 'Times in the document are those of this zone.', wrong: wrongAt(problem, '/client_timezone') })}</div>
    ${field({ name: 'locale', label: 'Language that is spoken', value: typed.locale ?? 'en', max: 35, hint: 'Such as en, es or pt-BR. Dates are written in it, too.', wrong: wrongAt(problem, '/locale') })}
    ${templates.length === 0 ? '' : field({ name: 'template_id', label: 'Template', value: typed.template_id ?? '', options: [['', 'None'], ...templates.map(({ template_id, placeholder }) => [template_id, `${template_id}, ${placeholder ? `goes to ${placeholder}` : 'plain text'}`] as const)], wrong: wrongAt(problem, '/template_id') })}
    ${skeletons.length === 0 ? '' : field({ name: 'skeleton_id', label: 'Skeleton', value: typed.skeleton_id ?? '', options: [['', 'That of the configuration'], ...skeletons.map(({ skeleton_id, name }) => [skeleton_id, name] as const)], wrong: wrongAt(problem, '/skeleton_id') })}
    <div class="row"><button class="primary">Start</button> <a class="button" href="/console/sessions">Cancel</a></div>
  </form>`
}

function refusal(person: Person, problem: Problem): Markup {
  if (problem.code !== 'TENANT_NOT_CONFIGURED') return refusalNotice({ problem })
  const whereTo = may(person, 'tenant:admin')
    ? html`<a href="/console/templates">Set it up under Templates</a>, then start the session here.`
    : 'Somebody with the scope tenant:admin sets it up under Templates.'
  return html`<div class="notice bad" role="alert">
    <p><strong>Sessions are not set up yet.</strong> A session needs a configuration in force: a skeleton of the document, and what goes where in it. ${whereTo}</p>
    <p class="soft">${problem.detail} <code>${problem.code}</code></p></div>`
}
