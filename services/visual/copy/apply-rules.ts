// The place where a text loses what the guardrails forbid: whole sentences, never a word out of the middle of one.
import type { CopyRules } from './read-guardrails.ts'
import { splitSentences } from './split-sentences.ts'

const EMOJI = /\p{RGI_Emoji}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\uFE0F/gv
const LINK = /(?:https?:\/\/|www\.)\S+/giu

/** The text without the sentences that say something forbidden; empty when none is left. */
export function applyRules(text: string, rules: CopyRules, locale: string): string {
  let allowed = text
  if (rules.without.emoji) allowed = allowed.replace(EMOJI, '')
  if (rules.without.links) allowed = allowed.replace(LINK, '')
  if (rules.without.hashtags) allowed = allowed.replace(/(?<!\p{L}|\p{N}|&)#[\p{L}\p{N}_]+/gu, '')
  if (rules.without.exclamations)
    allowed = allowed
      .replace(/¡/gu, '')
      .replace(/[!！]+(?=\?)/gu, '')
      .replace(/[!！]+/gu, '.')
  return allowed
    .split('\n')
    .map(line => keepAllowed(line, rules, locale))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** Whether the text says something that the rules forbid. */
export function breaksRules(text: string, rules: CopyRules): boolean {
  return rules.forbidden.some(term => saysTerm(text, term)) || (rules.without.questions && /[?？¿]/u.test(text))
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
