// The place where a text loses what the guardrails forbid: whole sentences, never a word out of the middle of one.
import twitterText from 'twitter-text'
import type { CopyRules } from './read-guardrails.ts'
import { splitSentences } from './split-sentences.ts'

const EMOJI = /\p{RGI_Emoji}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\uFE0F/gv
const LINK = /(?:https?:\/\/|www\.)\S+/giu
const HASHTAG = /(?<![\p{L}\p{N}&])#[\p{L}\p{N}_]+/gu
const PRICE =
  /[$€£¥]\s?\d|\d[\d.,]*\s?(?:[$€£¥]|(?:eur|usd|gbp|chf|euros?|dollars?|dólares|pounds?|pesos|franken|cents?)(?!\p{L}))/iu
const DISCOUNT =
  /\d+\s?%\s?(?:off|discount|descuento|rabatt|de réduction|di sconto)|(?<!\p{L})(?:discount|coupon|voucher|promo code|special offer|price cut|descuento|rebaja|cupón|rabatt|gutschein|sonderangebot|réduction|desconto|sconto)\p{L}*/iu
const SUPERLATIVE =
  /(?<!\p{L})(?:(?:the|world['’]?s) (?:best|finest|greatest|fastest|cheapest|safest|most|leading)|number one|no\.? ?1|unbeatable|unrivall?ed|revolutionary|best in class|(?:el|la|los|las) mejor(?:es)?|(?:der|die|das) beste[nrs]?)(?!\p{L})|#1/iu

/** The text without the sentences that say something forbidden; empty when none is left. */
export function applyRules(text: string, rules: CopyRules, locale: string): string {
  let allowed = text
  if (rules.banned.has('emoji')) allowed = allowed.replace(EMOJI, '')
  if (rules.banned.has('links')) allowed = allowed.replace(LINK, '')
  if (rules.banned.has('hashtags')) allowed = allowed.replace(HASHTAG, '')
  if (rules.banned.has('exclamations')) {
    allowed = allowed
      .replace(/¡/gu, '')
      .replace(/[!！]+(?=[?？])|(?<=[?？])[!！]+/gu, '')
      .replace(/[!！]+/gu, '.')
  }
  return allowed
    .split('\n')
    .map(line => keepAllowed(line, rules, locale).replace(/ {2,}/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Whether the text says something that the rules forbid. */
export function breaksRules(text: string, rules: CopyRules): boolean {
  const { banned } = rules
  return (
    rules.forbidden.some(term => saysTerm(text, term)) ||
    (banned.has('questions') && /[?？¿]/u.test(text.replace(LINK, ' '))) ||
    (banned.has('prices') && PRICE.test(text)) ||
    (banned.has('discounts') && DISCOUNT.test(text)) ||
    (banned.has('superlatives') && SUPERLATIVE.test(text)) ||
    (banned.has('mentions') && twitterText.extractMentions(text).length > 0)
  )
}

function keepAllowed(line: string, rules: CopyRules, locale: string): string {
  if (!breaksRules(line, rules)) return line
  return splitSentences(line, locale)
    .filter(sentence => !breaksRules(sentence, rules))
    .join(' ')
}

/** Whole words whatever the case, with the usual endings: "guarantee" also meets "guaranteed" and "guarantees". */
function saysTerm(text: string, term: string): boolean {
  const escaped = term
    .normalize('NFC')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/gu, '\\s+')
  const begins = /^[\p{L}\p{N}]/u.test(term) ? '(?<![\\p{L}\\p{N}])' : ''
  const ends = /[\p{L}\p{N}]$/u.test(term) ? '(?:s|es|d|ed|ing|ly|er|e|en|n|r)?(?![\\p{L}\\p{N}])' : ''
  return new RegExp(`${begins}${escaped}${ends}`, 'iu').test(text.normalize('NFC'))
}
