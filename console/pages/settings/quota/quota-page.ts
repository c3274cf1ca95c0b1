// How much may be transcribed this month, and how much has been.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import type { QuotaResource } from '#contracts/session-config.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { refusalNotice } from '../../../parts/refusal.ts'
import { duration, fromNow, time } from '../../../parts/time.ts'
import { may, type Person } from '../../../person.ts'
import { changeForm } from '../change-form.ts'
import type { Typed } from '../typed.ts'

export function quotaPage(person: Person, quota: QuotaResource, typed: Typed, problem?: Problem): Markup {
  return html`<div class="columns">
    <section class="card" aria-labelledby="used"><h2 id="used">Transcribed this month</h2>${usedUp(quota)}</section>
    ${may(person, 'tenant:admin') ? html`<section class="card" aria-labelledby="limit"><h2 id="limit">Limit</h2>${limitForm(person, typed, problem)}</section>` : nothing}
  </div>`
}

function usedUp({ limit_seconds: limit, used_seconds: used, resets_at }: QuotaResource): Markup {
  const words = used === 0 ? 'Nothing yet' : `${duration(used * 1000)} of audio`
  return html`${
    limit === null
      ? html`<p><strong>${words}</strong>, without a limit</p>`
      : html`<meter aria-label="Transcribed this month" min="0" max="${Math.max(limit, 1)}" low="${limit * 0.8}" high="${limit * 0.8}" optimum="0" value="${used}"></meter>
        <p><strong>${words}</strong>; the limit is ${duration(limit * 1000)}</p>`
  }
    ${limit !== null && used >= limit ? html`<p class="notice warn">Used up: sessions go on as audio only, and what was not transcribed is marked so.</p>` : nothing}
    <p class="soft">Starts anew ${fromNow(resets_at)} (${time(resets_at)}).</p>`
}

function limitForm(person: Person, typed: Typed, problem: Problem | undefined): Markup {
  const choice = (value: string, text: string) =>
    html`<label class="check"><input type="radio" name="limit" value="${value}"${typed.text('limit') === value ? html` checked` : ''} /> ${text}</label>`
  const content = html`<fieldset><legend>How much a month</legend>
      ${choice('none', 'No limit')} ${choice('hours', 'At most so many hours of audio:')}
      ${field({ name: 'hours', label: 'Hours', value: typed.text('hours'), hint: 'Such as 12.5', wrong: wrongAt(problem, '/limit_seconds') })}</fieldset>
    <p class="soft">Once it is used up, sessions go on as audio only.</p>
    <div class="row"><button class="primary">Save</button></div>`
  return html`${problem === undefined ? nothing : refusalNotice({ problem })}${changeForm(person, 'quota', content)}`
}
