// Checks how a text sounds and whether its characters are honest.
import type { AuditRules } from '../audit-rules.ts'
import type { AuditedPiece } from '../audited-piece.ts'
import type { CheckResult, Finding } from '../finding.ts'
import { findEmoji } from '../text/find-emoji.ts'
import { findPhrase } from '../text/phrase.ts'

const MOST_EXCLAMATIONS = 3
const MOST_EMOJI = 5
const MOST_EMOJI_IN_A_ROW = 3
const SHOUTED_WORDS_IN_A_ROW = 3
const NEGATIVE_WORDS = 2

/** `names`: words of the brief that may stand in capitals, e.g. a product's name. */
export function checkTone(pieces: readonly AuditedPiece[], rules: AuditRules, names: string): CheckResult {
  const allowed = new Set(names.match(/\p{L}+/gu) ?? [])
  return {
    ran: [
      'tone.shouting',
      'tone.exclamations',
      'tone.emoji',
      'tone.negative',
      'tone.insult',
      'text.mixed_script',
      'text.invisible',
    ],
    findings: pieces.flatMap(piece => [...toneFindings(piece, rules, allowed), ...characterFindings(piece)]),
  }
}

function toneFindings(piece: AuditedPiece, rules: AuditRules, allowed: ReadonlySet<string>): Finding[] {
  const { channel, text, folded } = piece
  const findings: Finding[] = []
  const shouted = longestShout(text, allowed)
  if (shouted.length >= SHOUTED_WORDS_IN_A_ROW) {
    findings.push({ ruleId: 'tone.shouting', channel, message: `shouts “${shouted.slice(0, 6).join(' ')}”` })
  }
  const exclamations = text.match(/[!！]/g)?.length ?? 0
  if (/[!！]{2,}|[!?！？]{3,}/.test(text) || exclamations > MOST_EXCLAMATIONS) {
    findings.push({
      ruleId: 'tone.exclamations',
      channel,
      message: `${exclamations} exclamation marks, or several in a row`,
    })
  }
  const emoji = findEmoji(text)
  if (emoji.length > MOST_EMOJI || longestRun(text) > MOST_EMOJI_IN_A_ROW) {
    findings.push({
      ruleId: 'tone.emoji',
      channel,
      message: `${emoji.length} emoji; ${MOST_EMOJI} and ${MOST_EMOJI_IN_A_ROW} in a row are enough`,
    })
  }
  const negative = new Set(rules.negativeWords.flatMap(phrase => folded.plain.match(phrase.bounded) ?? []))
  if (negative.size >= NEGATIVE_WORDS) {
    findings.push({ ruleId: 'tone.negative', channel, message: `sounds negative: ${[...negative].join(', ')}` })
  }
  const insult = rules.insults.map(phrase => findPhrase(folded, phrase)).find(match => match !== null)
  if (insult !== undefined && insult !== null) {
    findings.push({ ruleId: 'tone.insult', channel, message: `insults with “${insult.found}”` })
  }
  return findings
}

function characterFindings({ channel, text }: AuditedPiece): Finding[] {
  const findings: Finding[] = []
  const mixed = (text.match(/[\p{L}\p{M}]+/gu) ?? []).find(
    word => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word),
  )
  if (mixed !== undefined)
    findings.push({ ruleId: 'text.mixed_script', channel, message: `“${mixed}” mixes alphabets` })
  if (BIDI_CONTROL.test(text) || INVISIBLE_IN_WORD.test(text)) {
    findings.push({
      ruleId: 'text.invisible',
      channel,
      message: 'holds characters that hide or reorder what people read',
    })
  }
  return findings
}

/** Embeddings, overrides and isolates (UAX 9); the plain marks U+200E and U+200F are lawful beside Arabic and Hebrew. */
const BIDI_CONTROL = /[\u202a-\u202e\u2066-\u2069]/u
/** Soft hyphens aside, nothing invisible belongs between two Latin letters. */
const INVISIBLE_IN_WORD = /\p{Script=Latin}[\u200b-\u200d\u2060-\u2064\ufeff\u180e]+\p{Script=Latin}/u

/** The longest run of words in capitals; a single one is an abbreviation, not a shout. */
function longestShout(text: string, allowed: ReadonlySet<string>): string[] {
  let longest: string[] = []
  let run: string[] = []
  for (const word of text.replace(/https?:\S+/g, ' ').match(/[\p{L}\p{M}'’]+/gu) ?? []) {
    const shouted = /\p{Lu}.*\p{Lu}/u.test(word) && word === word.toUpperCase() && !allowed.has(word)
    // A capital I or A between shouted words does not end the shout.
    run = shouted || (run.length > 0 && /^\p{Lu}$/u.test(word)) ? [...run, word] : []
    if (run.length > longest.length) longest = run
  }
  return longest
}

function longestRun(text: string): number {
  let longest = 0
  let run = 0
  let end = -1
  for (const emoji of findEmoji(text)) {
    run = emoji.index === end || text.slice(end, emoji.index).trim() === '' ? run + 1 : 1
    end = emoji.index + emoji.text.length
    longest = Math.max(longest, run)
  }
  return longest
}
