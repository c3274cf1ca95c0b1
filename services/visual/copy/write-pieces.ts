// The place where a strategy becomes the posts of a campaign, one per channel, no two the same.
import type { Channel } from '#contracts/brief.ts'
import type { ContentRequest } from '#contracts/upstream/visual.ts'
import { pickIndex } from '../pick-index.ts'
import { applyRules, breaksRules } from './apply-rules.ts'
import { arrangeParts, type CopyWords } from './arrange-parts.ts'
import { cleanText } from './clean-text.ts'
import { copyLimit } from './copy-limit.ts'
import { fitParts } from './fit-parts.ts'
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

/** How often another arrangement is tried before two equal texts are told apart by a number. */
const ARRANGEMENTS = 12

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
  const taken = new Set<string>()
  return [...channels].map(([name, channel], position) => {
    const words = wordsFor(request, name, rules, locale)
    const limit = copyLimit(channel)
    const first = pickIndex(request.campaign_id, 1000) + position
    for (let shift = 0; shift <= ARRANGEMENTS; shift++) {
      const number = shift === ARRANGEMENTS ? `(${position + 1})` : ''
      const parts = arrangeParts({
        words: { ...words, required: [...words.required, number] },
        channel,
        locale,
        rules,
        variant: first + shift,
      })
      const text = fitParts(parts, limit, locale)
      if (text === '') throw new NothingLeftToSay(name)
      if (taken.has(sameness(text))) continue
      taken.add(sameness(text))
      return { channel, text, words }
    }
    throw new NothingLeftToSay(name)
  })
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
    hook: hook === '' && message === '' ? allowed(brief.objective) : hook,
    message,
    angle: withoutRepeat(applyRules(postAngle(angle, locale), rules, locale), `${hook}\n${message}`),
    audience: shortAudience(allowed(strategy.audience)),
    product: name,
    hashtag: rules.without.hashtags ? '' : productHashtag(name),
    required: rules.required.filter(term => !breaksRules(term, rules)),
    phrases: phrasesOf(locale),
  }
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
