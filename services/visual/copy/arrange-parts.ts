// The place where the manner of each platform is: which parts, in which order, and what may fall away first.
import type { Channel } from '#contracts/brief.ts'
import { breaksRules } from './apply-rules.ts'
import { isInstagram } from './copy-limit.ts'
import type { CopyPart } from './fit-parts.ts'
import type { Phrases } from './phrases.ts'
import type { CopyRules } from './read-guardrails.ts'
import { splitSentences } from './split-sentences.ts'

/** What there is to say; '' = nothing of this kind. */
export interface CopyWords {
  readonly hook: string
  readonly message: string
  readonly angle: string
  readonly audience: string
  readonly product: string
  readonly hashtag: string
  readonly required: readonly string[]
  readonly phrases: Phrases
}

export interface Arrangement {
  readonly words: CopyWords
  readonly channel: Channel
  readonly locale: string
  readonly rules: CopyRules
  /** Chooses the call to action and the order of what is interchangeable. */
  readonly variant: number
  /** The share of the message that is told, by sentences, where the whole would be too like another channel's. */
  readonly messageShare: number
}

/** The parts of a post in their order; at least one has text unless the words are all empty. */
export function arrangeParts(arrangement: Arrangement): CopyPart[] {
  const { words } = arrangement
  const hook: CopyPart = { text: words.hook, dropOrder: 1, gap: '\n\n', shorten: 'words' }
  const message: CopyPart = {
    text: messageOf(arrangement),
    dropOrder: 4,
    gap: '\n\n',
    shorten: words.hook === '' ? 'words' : 'sentences',
  }
  const angle: CopyPart = { text: words.angle, dropOrder: 5, gap: '\n\n', shorten: 'sentences' }
  const audience: CopyPart = { text: audienceLine(arrangement), dropOrder: 6, gap: ' ', shorten: 'whole' }
  const action: CopyPart = { text: callToAction(arrangement), dropOrder: 3, gap: '\n\n', shorten: 'whole' }
  const takesTag =
    arrangement.channel.platform === 'TWITTER' ||
    arrangement.channel.platform === 'LINKEDIN' ||
    isInstagram(arrangement.channel)
  const tag: CopyPart = { text: takesTag ? words.hashtag : '', dropOrder: 7, gap: '\n\n', shorten: 'whole' }
  const body = ordered(arrangement, { hook, message, angle, audience, action })
  const said = body
    .map(part => part.text)
    .join('\n')
    .toLowerCase()
  const required = words.required
    .filter(term => term !== '' && !said.includes(term.toLowerCase()))
    .map((text, index): CopyPart => ({ text, dropOrder: 0, gap: index === 0 ? '\n\n' : ' ', shorten: 'whole' }))
  const tags = required.some(part => part.text === tag.text) ? [] : [tag]
  return [...body, ...required, ...tags]
}

type Parts = Readonly<Record<'hook' | 'message' | 'angle' | 'audience' | 'action', CopyPart>>

function ordered(arrangement: Arrangement, parts: Parts): CopyPart[] {
  const { hook, message, angle, audience, action } = parts
  const { channel, variant } = arrangement
  switch (channel.platform) {
    case 'TWITTER':
      // Few words: the angle of this channel says more here than the message that all channels share.
      return [hook, { ...angle, dropOrder: 4 }, { ...message, dropOrder: 5, gap: ' ' }, action]
    case 'LINKEDIN':
      return [hook, message, angle, audience, action]
    case 'META':
      return isInstagram(channel)
        ? [hook, angle, { ...action, gap: ' ' }, message]
        : [hook, angle, { ...message, gap: ' ' }, action]
    case 'MOCK':
      return variant % 2 === 0
        ? [hook, { ...message, gap: '\n' }, { ...angle, gap: ' ' }, action]
        : [hook, { ...angle, gap: '\n' }, { ...message, gap: ' ' }, { ...action, gap: '\n' }]
    default:
      return channel.platform satisfies never
  }
}

function messageOf({ words, messageShare, locale }: Arrangement): string {
  if (messageShare === 1) return words.message
  const sentences = splitSentences(words.message, locale)
  return sentences.slice(0, Math.ceil(sentences.length * messageShare)).join(' ')
}

function callToAction({ words, rules, variant }: Arrangement): string {
  const { phrases, product } = words
  const named = product === '' ? [] : phrases.withProduct.map(phrase => phrase(product))
  const choices = [...named, ...phrases.plain].filter(text => text !== '' && !breaksRules(text, rules))
  const pool = named.length > 0 ? choices.filter(text => named.includes(text)) : choices
  const usable = pool.length > 0 ? pool : choices
  return usable[variant % Math.max(1, usable.length)] ?? ''
}

function audienceLine({ words, rules }: Arrangement): string {
  const line = words.audience === '' ? '' : (words.phrases.forAudience?.(words.audience) ?? '')
  return breaksRules(line, rules) ? '' : line
}
