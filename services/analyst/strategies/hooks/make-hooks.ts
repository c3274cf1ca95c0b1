// Writes the opening words of a campaign: templates of its language, filled, chosen by its id, none that breaks a rule.
import type { Channel } from '#contracts/brief.ts'
import type { Hook } from '#contracts/strategy-brief.ts'
import type { ObjectiveKind } from '../objective-kind.ts'
import type { CampaignWords } from './campaign-words.ts'
import { HOOKS_DE } from './hook-templates.de.ts'
import { HOOKS_EN } from './hook-templates.en.ts'
import { HOOKS_ES } from './hook-templates.es.ts'
import { HOOK_STYLES, type HookStyle, type HookTemplates } from './hook-templates.ts'
import { pickIndex } from './pick-index.ts'

/** A new language is one more table here. */
const TABLES: readonly HookTemplates[] = [HOOKS_EN, HOOKS_ES, HOOKS_DE]

export interface HookOrder {
  campaignId: string
  words: CampaignWords
  /** The style to open with; one without templates opens plainly under its own name, for it is what is being learned about. */
  advisedStyle: string | null
  /** Styles that are not to be used, unless advised. */
  avoid: ReadonlySet<HookStyle>
  /** Whether a text may be said: guardrails and claims. */
  allowed(text: string): boolean
}

/** At least one; the same order gives the same hooks. */
export function makeHooks(order: HookOrder): Hook[] {
  const table = templatesOf(order.words.locale)
  const styles = HOOK_STYLES.filter(style => !order.avoid.has(style))
  const start = pickIndex(`${order.campaignId} styles`, Math.max(1, styles.length))
  const rotated = [...styles.slice(start), ...styles.slice(0, start)].filter(style => style !== order.advisedStyle)
  const wanted = order.advisedStyle === null ? rotated : [order.advisedStyle, ...rotated]
  const hooks = wanted.flatMap(style => {
    const text = write(isKnown(style) ? table.hooks[style] : table.hooks.plain, `${order.campaignId} ${style}`, order)
    return text === null ? [] : [{ style, text }]
  })
  // Guardrails may forbid even the plainest words; then the campaign opens with nothing but its own objective's words.
  return hooks.length > 0 ? hooks : [{ style: order.advisedStyle ?? 'plain', text: table.hooks.plain.at(-1) ?? '' }]
}

/** What all channels share: for the kind of objective, in the brief's own words where they can stand there. */
export function makeMessage(order: HookOrder, kind: ObjectiveKind): string {
  const table = templatesOf(order.words.locale)
  const [told] = filled(table.message[kind], order)
  return told ?? write(table.plainMessage, `${order.campaignId} message`, order) ?? table.plainMessage.at(-1) ?? ''
}

/** One sentence for readers of each channel; two accounts of one platform get different ones while there are any. */
export function makeAngles(channels: readonly Channel[], order: HookOrder): string[] {
  const table = templatesOf(order.words.locale)
  const used = new Set<string>()
  return channels.map(({ platform, account }) => {
    const possible = filled(table.angles[platform], order)
    const fresh = possible.filter(text => !used.has(text))
    const pool = fresh.length > 0 ? fresh : possible
    const angle =
      pool[pickIndex(`${order.campaignId} ${platform}:${account}`, Math.max(1, best(pool).length))] ?? pool[0]
    used.add(angle ?? '')
    return angle ?? table.angles[platform].at(-1) ?? ''
  })
}

/** Of a language without a table English is taken: the audit then asks for a human eye. */
export function templatesOf(locale: string): HookTemplates {
  const { language } = new Intl.Locale(locale)
  return TABLES.find(table => table.locale === language) ?? HOOKS_EN
}

export function isKnown(style: string): style is HookStyle {
  return (HOOK_STYLES as readonly string[]).includes(style)
}

function write(templates: readonly string[], seed: string, order: HookOrder): string | null {
  const possible = best(filled(templates, order))
  return possible[pickIndex(seed, Math.max(1, possible.length))] ?? null
}

/** Templates stand from the most telling to the plainest: the first two that can be filled are the choice. */
function best(texts: readonly string[]): string[] {
  return texts.slice(0, texts.length > 2 ? 2 : 1)
}

function filled(templates: readonly string[], order: HookOrder): string[] {
  return templates.flatMap(template => {
    const text = fill(template, order.words)
    return text !== null && order.allowed(text) ? [text] : []
  })
}

/** null when a slot has nothing to be filled with. */
function fill(template: string, words: CampaignWords): string | null {
  const [open, close] = templatesOf(words.locale).quotes
  const { subject, details, audience, trend } = words
  const slots: Readonly<Record<string, string | null>> = {
    subject,
    Subject: subject === null ? null : capitalised(subject, words.locale),
    details,
    Audience: audience === null ? null : capitalised(audience, words.locale),
    term: trend === null ? null : `${open}${trend.term}${close}`,
    mentions: trend === null || trend.mentions < 2 ? null : String(trend.mentions),
    hours: trend === null || trend.hours < 2 ? null : String(trend.hours),
  }
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '')
  if (names.some(name => (slots[name] ?? null) === null)) return null
  const text = template.replace(/\{(\w+)\}/g, (_, name: string) => slots[name] ?? '')
  // A sentence that opens with a quoted trend opens with a capital all the same.
  return text.startsWith(open) ? open + capitalised(text.slice(open.length), words.locale) : text
}

function capitalised(text: string, locale: string): string {
  const [first = ''] = text
  return first.toLocaleUpperCase(locale) + text.slice(first.length)
}
