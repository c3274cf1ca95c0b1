// The form for a new campaign: its whole brief, its channels, and whether it starts at once.
import { html } from 'hono/html'
import type { Problem } from '#contracts/problem.ts'
import { PLATFORMS } from '#domain/action/action-status.ts'
import { csrfField } from '../../../parts/csrf-field.ts'
import { field, wrongAt } from '../../../parts/field.ts'
import { type Markup, nothing } from '../../../parts/markup.ts'
import { platformName } from '../../../parts/platforms.ts'
import type { Person } from '../../../person.ts'
import type { CampaignFields } from './campaign-fields.ts'

export interface FormParts {
  person: Person
  typed: CampaignFields
  /** Names the request: sent twice, it is done once. */
  key: string
  /** Accounts of the tenant, to be offered. */
  accounts: readonly string[]
  said?: Markup
  problem?: Problem
}

const PATH = '/console/campaigns/new'

export function campaignForm({ person, typed, key, accounts, said = nothing, problem }: FormParts): Markup {
  const wrong = (pointer: string) => wrongAt(problem, pointer)
  return html`<form id="campaign-form" class="fields card" method="post" action="${PATH}" hx-post="${PATH}" hx-target="this" hx-swap="outerMorph" data-guard>
    ${csrfField(person)}<input type="hidden" name="key" value="${key}" />
    ${said}
    ${field({ name: 'objective', label: 'Objective', value: typed.objective, rows: 3, max: 2000, hint: 'What it is to achieve. Left empty: it says what is relevant to the audience right now.', wrong: wrong('/brief/objective'), autofocus: problem === undefined })}
    <div class="columns">
      ${field({ name: 'audience', label: 'Audience', value: typed.audience, rows: 2, max: 2000, wrong: wrong('/brief/audience') })}
      ${field({ name: 'product', label: 'Product', value: typed.product, rows: 2, max: 2000, wrong: wrong('/brief/product') })}
    </div>
    <div class="columns">
      <div class="columns amount">
        ${field({ name: 'amount', label: 'Budget', value: typed.amount, max: 20, placeholder: '1250.00', hint: 'A decimal with a point.', wrong: wrong('/brief/budget/amount_minor') })}
        ${field({ name: 'currency', label: 'Currency', value: typed.currency, max: 3, placeholder: 'EUR', hint: 'ISO 4217.', wrong: wrong('/brief/budget/currency') })}
      </div>
      ${field({ name: 'locale', label: 'Language', value: typed.locale, max: 35, placeholder: 'en', hint: 'BCP 47, such as en or de-AT.', wrong: wrong('/brief/locale') })}
    </div>
    <div class="columns">
      ${field({ name: 'constraints', label: 'Constraints', value: typed.constraints, rows: 3, hint: 'What must hold, one a line.', wrong: wrong('/brief/constraints') })}
      ${field({ name: 'guardrails', label: 'Guardrails', value: typed.guardrails, rows: 3, hint: 'What it must never say or do, one a line.', wrong: wrong('/brief/guardrails') })}
    </div>
    ${channelRows(typed, accounts, wrong)}
    ${field({ name: 'max_retries', label: 'Retries at most', value: typed.max_retries, max: 3, hint: 'Left empty: as the system is set.', wrong: wrong('/max_retries') })}
    <p><label class="check"><input type="checkbox" name="start" value="1"${typed.start ? html` checked` : nothing} /> Start at once</label></p>
    <p class="row"><button class="primary" name="do" value="create">Create</button> <a class="button" href="/console/campaigns">Not now</a></p>
  </form>`
}

function channelRows(
  { channels }: CampaignFields,
  accounts: readonly string[],
  wrong: (pointer: string) => string | undefined,
): Markup {
  return html`<fieldset id="channels">
    <legend>Channels</legend>
    <p class="hint soft small">Where it publishes. Rows without an account do not count; with none, the tenant's own channels are used.</p>
    ${channels.map((channel, index) => channelRow(channel, index, at(channels, index, wrong)))}
    ${wrong('/channels') !== undefined && !channels.some((_, index) => at(channels, index, wrong)) ? html`<p class="wrong">${wrong('/channels')}</p>` : nothing}
    <datalist id="accounts">${accounts.map(account => html`<option value="${account}"></option>`)}</datalist>
    <p><button name="do" value="add-channel" formnovalidate>Add a channel</button></p>
  </fieldset>`
}

/** Rows without an account are not sent, so that the API counts others than the form does. */
function at(channels: CampaignFields['channels'], index: number, wrong: (pointer: string) => string | undefined) {
  if (channels[index]?.account === '') return undefined
  const sent = channels.slice(0, index).filter(({ account }) => account !== '').length
  return wrong(`/channels/${sent}`)
}

function channelRow({ platform, account }: CampaignFields['channels'][number], index: number, wrong?: string): Markup {
  const id = `channel-${index}`
  return html`<div class="channel" id="${id}">
    <div class="field"><label for="${id}-platform">Platform ${index + 1}</label><select id="${id}-platform" name="platform">${PLATFORMS.map(
      one => html`<option value="${one}"${one === platform ? html` selected` : nothing}>${platformName(one)}</option>`,
    )}</select></div>
    <div class="field"><label for="${id}-account">Account ${index + 1}</label><input id="${id}-account" name="account" type="text" list="accounts" maxlength="100" autocomplete="off" value="${account}"${wrong === undefined ? nothing : html` aria-invalid="true" aria-describedby="${id}-wrong"`} />
      ${wrong === undefined ? nothing : html`<p class="wrong" id="${id}-wrong">${wrong}</p>`}</div>
    <button name="do" value="remove-channel-${index}" formnovalidate aria-label="Remove channel ${index + 1}">Remove</button>
  </div>`
}
