// The place where a strategy becomes the posts of a campaign, one per channel, no two the same.
import type { Channel } from '#contracts/brief.ts'
import type { ContentRequest } from '#contracts/upstream/visual.ts'
import { pickIndex } from '../pick-index.ts'
import { applyRules, breaksRules } from './apply-rules.ts'
import { type Arrangement, arrangeParts, type CopyWords } from './arrange-parts.ts'
import { cleanText } from './clean-text.ts'
import { copyLimit } from './copy-limit.ts'
import { fitParts } from './fit-parts.ts'
import { likeness } from './likeness.ts'
import { phrasesOf } from './phrases.ts'
import { postAngle } from './post-angle.ts'
import { productHashtag, productName } from './product-name.ts'
import { type CopyRules, readGuardrails } from './read-guardrails.ts'

export interface WrittenPiece {
  readonly channel: Channel
  readonly text: string
  /** The words that the card is made of: what of hook, message and name the guardrails left. */
  readonly words: CopyWords
}

/** Thrown when the guardrails forbid everything that there is to say. */
export class NothingLeftToSay extends Error {
  readonly channel: string
  constructor(channel: string) {
    super(`the guardrails leave nothing to say on ${channel}`)
    this.name = 'NothingLeftToSay'
    this.channel = channel
  }
}

/** Above this likeness to another channel's post, another arrangement is tried. */
const TOO_ALIKE = 0.7
/** Orders and calls to action change with each try, the told share of the message with every third. */
const TRIES = 12
const MESSAGE_SHARES = [1, 0.6, 0.3, 0] as const

/** Posts in the order of the channels, a channel that is named twice once. The same request gives the same posts. */
export function writePieces(request: ContentRequest): WrittenPiece[] {
  const { brief, strategy_brief: strategy } = request
  const locale = brief.locale ?? 'en'
  const rules = readGuardrails([
    ...(brief.guardrails ?? []),
    ...(brief.constraints ?? []),
    ...strategy.guardrails,
    ...strategy.constraints,
  ])
  const channels = new Map(request.channels.map(channel => [`${channel.platform}:${channel.account}`, channel]))
  const written: WrittenPiece[] = []
  for (const [name, channel] of channels) {
    const words = wordsFor(request, name, rules, locale)
    if (words.hook + words.message + words.angle === '') throw new NothingLeftToSay(name)
    const variant = pickIndex(request.campaign_id, 1000) + written.length
    const drafts = draftsOf({ words, channel, locale, rules, variant })
    const text = mostDistinct(drafts, written)
    if (text === '') throw new NothingLeftToSay(name)
    written.push({ channel, text, words })
  }
  return written
}

/** One text after another, from the fullest to those that tell apart at all costs. */
function* draftsOf(base: Omit<Arrangement, 'messageShare'>): Generator<string> {
  const limit = copyLimit(base.channel)
  const isShortEnough = (text: string) => limit.lengthOf(text) <= limit.max && isWithinHouse(text, base.rules)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const messageShare = MESSAGE_SHARES[Math.floor(attempt / 3)] ?? 1
    yield fitParts(arrangeParts({ ...base, variant: base.variant + attempt, messageShare }), isShortEnough, base.locale)
  }
  // Nothing but the account tells them apart: two accounts of one platform and no words to choose from.
  const required = [...base.words.required, `– ${base.channel.account}`]
  yield fitParts(
    arrangeParts({ ...base, words: { ...base.words, required }, messageShare: 1 }),
    isShortEnough,
    base.locale,
  )
}

/** The first draft that is unlike all others; else the least alike. '' when there is none that says anything. */
function mostDistinct(drafts: Iterable<string>, written: readonly WrittenPiece[]): string {
  let best = { text: '', alike: 1 }
  for (const text of drafts) {
    if (text === '') continue
    const alike = Math.max(0, ...written.map(piece => likeness(piece.text, text)))
    if (alike < TOO_ALIKE) return text
    if (alike < best.alike || best.text === '') best = { text, alike }
  }
  return best.text
}

function isWithinHouse(text: string, { mostCharacters, mostWords }: CopyRules): boolean {
  if (text.length > mostCharacters && [...text].length > mostCharacters) return false
  return mostWords === Number.POSITIVE_INFINITY || (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) <= mostWords
}

function wordsFor(request: ContentRequest, channel: string, rules: CopyRules, locale: string): CopyWords {
  const { brief, strategy_brief: strategy } = request
  const allowed = (text: string) => applyRules(cleanText(text), rules, locale)
  const angle = strategy.channels.find(candidate => candidate.channel === channel)?.angle ?? ''
  const product = productName(brief.product)
  const name = breaksRules(product, rules) ? '' : product
  const hook = strategy.hooks.map(candidate => allowed(candidate.text)).find(text => text !== '') ?? ''
  const message = withoutRepeat(allowed(strategy.message), hook)
  return {
    hook: hook === '' && message === '' ? fallbackHook(allowed, request) : hook,
    message,
    angle: withoutRepeat(applyRules(postAngle(angle, locale), rules, locale), `${hook}\n${message}`),
    audience: shortAudience(allowed(strategy.audience)),
    product: name,
    hashtag: rules.banned.has('hashtags') ? '' : productHashtag(name),
    required: rules.required.filter(term => applyRules(term, rules, locale) === term),
    phrases: phrasesOf(locale),
  }
}

/** The objective says what the campaign wants, not what a reader gets; it is the last thing there is to say. */
function fallbackHook(allowed: (text: string) => string, { brief, strategy_brief: strategy }: ContentRequest): string {
  return [strategy.objective, brief.product ?? '', brief.objective].map(allowed).find(text => text !== '') ?? ''
}

/** '' when the other text says it already. */
function withoutRepeat(text: string, said: string): string {
  return said !== '' && sameness(said).includes(sameness(text)) ? '' : text
}

function shortAudience(audience: string): string {
  const bare = audience.replace(/\.$/u, '')
  return bare.length <= 60 && !/[.;:!?\n]/u.test(bare) ? bare : ''
}

function sameness(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
