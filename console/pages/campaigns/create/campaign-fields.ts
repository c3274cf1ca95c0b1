// What was typed into the form for a new campaign, and the request that it makes.
import type { Brief, Channel } from '#contracts/brief.ts'
import type { Money } from '#contracts/primitives.ts'
import { typedText } from '../../../http/typed-text.ts'
import { minorUnits } from '../../../parts/minor-units.ts'

export interface CampaignFields {
  objective: string
  audience: string
  product: string
  amount: string
  currency: string
  constraints: string
  guardrails: string
  locale: string
  max_retries: string
  channels: { platform: string; account: string }[]
  start: boolean
}

const TEXTS = [
  ...(['objective', 'audience', 'product', 'amount', 'currency'] as const),
  ...(['constraints', 'guardrails', 'locale', 'max_retries'] as const),
]
const MOST_CHANNELS = 20

export function fieldsOf(form: FormData): CampaignFields {
  const texts = Object.fromEntries(TEXTS.map(name => [name, typedText(form.get(name))])) as Record<
    (typeof TEXTS)[number],
    string
  >
  const accounts = form.getAll('account')
  const channels = form.getAll('platform').map((platform, index) => ({
    platform: typedText(platform),
    account: typedText(accounts[index]).trim(),
  }))
  return { ...texts, channels: channels.slice(0, MOST_CHANNELS), start: form.get('start') === '1' }
}

export const NOTHING_TYPED: CampaignFields = fieldsOfNothing()

function fieldsOfNothing(): CampaignFields {
  const texts = Object.fromEntries(TEXTS.map(name => [name, ''])) as Record<(typeof TEXTS)[number], string>
  return { ...texts, channels: [{ platform: 'TWITTER', account: '' }], start: false }
}

/** Adds or takes away a row of the channels, where that button was pressed. */
export function changedRows(typed: CampaignFields, pressed: string): CampaignFields | undefined {
  if (pressed === 'add-channel')
    return { ...typed, channels: [...typed.channels, { platform: 'TWITTER', account: '' }].slice(0, MOST_CHANNELS) }
  const [, index] = /^remove-channel-(\d{1,2})$/.exec(pressed) ?? []
  return index === undefined ? undefined : { ...typed, channels: typed.channels.filter((_, n) => n !== Number(index)) }
}

/** What is `wrong` the API can't know: it never sees what was typed there. */
export interface Asked {
  body: { brief?: Partial<Brief>; channels?: Channel[]; max_retries?: number | string }
  wrong: { pointer: string; detail: string }[]
}

export function requestOf(typed: CampaignFields): Asked {
  const { budget, wrong } = budgetOf(typed)
  const lines = (text: string) =>
    text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
  const brief = given({
    ...{ objective: typed.objective.trim(), audience: typed.audience.trim(), product: typed.product.trim() },
    ...{ constraints: lines(typed.constraints), guardrails: lines(typed.guardrails) },
    ...{ locale: typed.locale.trim(), budget },
  })
  const channels = typed.channels.filter(({ account }) => account !== '') as Channel[] // the API says if it is none
  const retries = typed.max_retries.trim()
  // What is no number goes as it is: the API says so.
  const max_retries = /^\d{1,4}$/.test(retries) ? Number(retries) : retries
  return { wrong, body: given({ brief: Object.keys(brief).length === 0 ? undefined : brief, channels, max_retries }) }
}

function budgetOf({ amount, currency }: CampaignFields): { budget?: Money; wrong: Asked['wrong'] } {
  if (amount.trim() === '' && currency.trim() === '') return { wrong: [] }
  const code = currency.trim().toUpperCase()
  if (amount.trim() === '')
    return { wrong: [{ pointer: '/brief/budget/amount_minor', detail: 'is needed beside a currency' }] }
  if (!/^[A-Z]{3}$/.test(code))
    return { wrong: [{ pointer: '/brief/budget/currency', detail: 'must be an ISO 4217 currency code' }] }
  const minor = minorUnits(amount.trim(), code)
  if (typeof minor === 'string') return { wrong: [{ pointer: '/brief/budget/amount_minor', detail: minor }] }
  return { wrong: [], budget: { amount_minor: minor, currency: code } }
}

/** Without what was left empty. */
function given<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(all).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  )
  return Object.fromEntries(kept) as { [K in keyof T]?: Exclude<T[K], undefined> } // its members, fewer of them
}
